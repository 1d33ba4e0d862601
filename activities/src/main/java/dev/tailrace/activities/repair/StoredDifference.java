package dev.tailrace.activities.repair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A difference of a stored verdict that a repair can settle.
 *
 * @param number in its run, from 1
 * @param kind {@code missing}, {@code extra} or {@code different}
 * @param target the target table; empty where no row is named
 * @param sourceKey DynamoDB JSON of the item's key; empty for a row that no item can have
 * @param row null for an item that cannot be mapped and is not named in quarantine
 */
public record StoredDifference(
        int number,
        String kind,
        String target,
        String sourceKey,
        @Nullable RowKey row) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a detail with a row begins with; the key's cells follow, as a JSON array. */
    private static final String KEY = "key ";

    /** Other differences are of constraints that the file asks for, which the source breaks too. */
    private static final String OF_A_RUN = """
            select number, kind, target, source_key, detail from tailrace.difference
             where pass_id = ? and run = ? and number > ? and kind in ('missing', 'extra', 'different')
             order by number limit ?""";

    /** The next of a run. @param after the number before the first */
    static List<StoredDifference> read(Connection connection, long passId, long run, int after, int most) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetch(OF_A_RUN, passId, run, after, most)
                .map(StoredDifference::of);
    }

    /** The run whose differences count: the stated one, or the newest that looked at every row or found a difference. */
    static Optional<Long> run(Connection connection, long passId, long stated) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional("""
                        select max(run) from tailrace.verification
                         where pass_id = ? and case when ? > 0 then run = ? else level = 'FULL' or outcome = 'DIFFERENT' end""", passId, stated, stated)
                .map(row -> row.get(0, Long.class));
    }

    private static StoredDifference of(Record row) {
        var target = row.get(2, String.class);
        return new StoredDifference(
                row.get(0, Integer.class),
                row.get(1, String.class),
                target,
                row.get(3, String.class),
                key(target, row.get(4, String.class)));
    }

    private static @Nullable RowKey key(String target, String detail) {
        if (!detail.startsWith(KEY)) {
            return null;
        }
        try {
            var cells = new ArrayList<String>();
            JSON.readTree(detail.substring(KEY.length())).forEach(cell -> cells.add(cell.textValue()));
            return new RowKey(target, cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read the key of a stored difference", e);
        }
    }

    /** The key of the item; null where none can have the row. */
    @Nullable
    Item item() {
        return sourceKey.isEmpty() ? null : DynamoJson.read(sourceKey);
    }

    /** Whether no item can have the row: it leads to no key, or to an empty one, which no item has. */
    public boolean isForeign() {
        var item = item();
        return item == null || item.attributes().values().stream().anyMatch(StoredDifference::isEmpty);
    }

    private static boolean isEmpty(Value key) {
        return key instanceof Value.Text text && text.value().isEmpty()
                || key instanceof Value.Binary binary && binary.value().size() == 0;
    }

    /** What a repair would do, in a few words and without a key. */
    public String plan() {
        if (isForeign()) {
            return "delete the row, which no item can have, with deleteForeign";
        }
        if (row == null) {
            return "name the item in quarantine, or write its rows";
        }
        return switch (kind) {
            case "extra" -> "delete the row, unless the source has the item by then";
            case "missing" -> "write the row as the source has it";
            default -> "write the row again as the source has it";
        };
    }

    /** Whether, as far as is known, the row goes. */
    public boolean goes() {
        return !isForeign() && kind.equals("extra");
    }
}
