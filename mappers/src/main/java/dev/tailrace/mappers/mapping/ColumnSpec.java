package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link MappingSpec.Rule}. Field names are persisted (the file, the control schema).
 *
 * @param from the attribute, or the path into one, {@code address.city}; null: the column's own name (or the template field of that name)
 * @param type e.g. {@code numeric(12,2)}; null: found from the template field or the key attribute, else an error
 * @param unit for times kept as numbers: {@code s}, {@code ms}, {@code us} or {@code ns}; null: found by range
 * @param nul what becomes of U+0000 in text and jsonb: {@code fail}, {@code strip}, {@code escape} or {@code bytea}; null:
 *     fail
 * @param value what the column holds in every row, in place of an attribute, of jsonb as JSON; null: no constant
 * @param values what text may be, all else is refused; empty: anything
 * @param zone the time zone of texts without an offset, for {@code timestamptz}; null: they do not fit
 * @param decode how the attribute packs the column's text: {@code gzip} or {@code gzip+base64}; or {@code json}, which a text says; null: it
 *     does not
 * @param flag the attribute that says whether it is packed; null: it always is
 * @param of the template's field or the attribute that the column is computed of; null: it is not computed
 * @param transform how
 * @param template what stands around the column's text in its attribute, with one field; null: nothing
 * @param fallback for texts that say no JSON: {@code fail}, {@code none} or {@code value}; null: fail
 * @param format in which texts of times are taken, the first comes back: {@code iso}, {@code blank}, {@code rfc1123}, {@code compact} or
 *     {@code date}; empty: {@code iso}
 * @param digits how many digits of a time's fraction come back, as few of these as hold it; empty: by the type
 * @param offset of the times that come back: {@code Z} or {@code +00:00}; null: Z
 * @param fraction {@code cut}: what is finer than microseconds; null: it does not fit
 * @param truthy what is true besides BOOL
 * @param falsy what is false besides BOOL
 * @param words {@code known}: 1, 0 and the usual words are true and false; null: they are not
 * @param also kinds that a text column takes besides S: {@code N}, {@code BOOL}, {@code L}, {@code M}
 * @param round how numbers are rounded: {@code half-up}, {@code half-even} or {@code down}; null: what would be rounded does not fit
 */
public record ColumnSpec(
        @JsonProperty("from") @Nullable String from,
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("unit") @Nullable String unit,
        @JsonProperty("nul") @Nullable String nul,
        @JsonProperty("value") @Nullable String value,
        @JsonProperty("values") List<String> values,
        @JsonProperty("zone") @Nullable String zone,
        @JsonProperty("decode") @Nullable String decode,
        @JsonProperty("flag") @Nullable String flag,
        @JsonProperty("of") @Nullable String of,
        @JsonProperty("transform") TransformSpec transform,
        @JsonProperty("template") @Nullable String template,
        @JsonProperty("fallback") @Nullable String fallback,
        @JsonProperty("format") List<String> format,
        @JsonProperty("digits") List<Integer> digits,
        @JsonProperty("offset") @Nullable String offset,
        @JsonProperty("fraction") @Nullable String fraction,
        @JsonProperty("truthy") List<Value> truthy,
        @JsonProperty("falsy") List<Value> falsy,
        @JsonProperty("words") @Nullable String words,
        @JsonProperty("also") List<String> also,
        @JsonProperty("round") @Nullable String round) {
    public ColumnSpec {
        values = copied(values);
        transform = transform == null ? TransformSpec.NONE : transform;
        format = copied(format);
        digits = copied(digits);
        truthy = copied(truthy);
        falsy = copied(falsy);
        also = copied(also);
    }

    private static <T> List<T> copied(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** A column that takes an attribute. */
    public ColumnSpec(@Nullable String from, @Nullable String type, @Nullable String unit, @Nullable String nul) {
        this(from, type, unit, nul, null);
    }

    private ColumnSpec(
            @Nullable String from,
            @Nullable String type,
            @Nullable String unit,
            @Nullable String nul,
            @Nullable String value) {
        this(
                from,
                type,
                unit,
                nul,
                value,
                List.of(),
                null,
                null,
                null,
                null,
                TransformSpec.NONE,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                null);
    }

    /** A column that holds the same in every row. */
    static ColumnSpec constant(@Nullable String type, String value) {
        return new ColumnSpec(null, type, null, null, value);
    }

    /** A column that says nothing of U+0000. */
    public ColumnSpec(@Nullable String from, @Nullable String type, @Nullable String unit) {
        this(from, type, unit, null);
    }
}
