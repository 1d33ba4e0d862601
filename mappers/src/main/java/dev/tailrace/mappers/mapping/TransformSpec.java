package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a column is computed. Field names are persisted (the file, the control schema).
 *
 * @param by {@code md5}, {@code md5-last-hex}, {@code crc32}, {@code sha256} or {@code epoch}; null: by none
 * @param form {@code hex}, for the whole digest; null: a number
 * @param mod the divisor whose remainder it is; null: none
 * @param list of which the number chooses one; empty: none
 * @param letterCase {@code lower} or {@code upper}; null: as it is
 * @param bucket {@code day}, {@code month} or {@code hour}; null: none
 * @param prefix text in front; null: none
 * @param suffix text behind; null: none
 */
public record TransformSpec(
        @JsonProperty("by") @Nullable String by,
        @JsonProperty("form") @Nullable String form,
        @JsonProperty("mod") @Nullable Integer mod,
        @JsonProperty("list") List<String> list,
        @JsonProperty("case") @Nullable String letterCase,
        @JsonProperty("bucket") @Nullable String bucket,
        @JsonProperty("prefix") @Nullable String prefix,
        @JsonProperty("suffix") @Nullable String suffix) {
    public TransformSpec {
        list = list == null ? List.of() : List.copyOf(list);
    }

    /** Nothing is computed. */
    public static final TransformSpec NONE = new TransformSpec(null, null, null, List.of(), null, null, null, null);
}
