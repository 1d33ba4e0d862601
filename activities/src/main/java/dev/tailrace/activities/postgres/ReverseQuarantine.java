package dev.tailrace.activities.postgres;

import dev.tailrace.activities.lane.ReverseMarks.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Source keys whose items cannot be what the target says, named instead (R10). The item at the source stays as it was. What watch mode
 * keeps here of a foreign write, its image, stays whatever becomes of the key. Statements run in digest order. Stateless; thread-safe.
 */
public final class ReverseQuarantine {
    private ReverseQuarantine() {}

    /**
     * A key in it.
     *
     * @param code a stable TR- code
     * @param reason in a sentence, without values
     */
    public record Entry(Mark mark, String code, String reason) {}

    private static final String ADD = """
            insert into tailrace.reverse_quarantine (pass_id, key_digest, source_key, code, reason)
            values (?, ?, ?, ?, ?)
            on conflict (pass_id, key_digest) do update
               set code = excluded.code, reason = excluded.reason, at = excluded.at""";

    private static final String CLEAR = """
            with entry as (select key_digest from tailrace.reverse_quarantine
                            where pass_id = ? and key_digest = any (?) and image is null
                            order by key_digest for update)
            delete from tailrace.reverse_quarantine q using entry
             where q.pass_id = ? and q.key_digest = entry.key_digest""";

    /** Adds entries; the newer reason stands. */
    public static void add(Connection connection, long passId, Collection<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        var sorted = entries.stream()
                .sorted(Comparator.comparing(e -> e.mark().digest()))
                .toList();
        try (var insert = connection.prepareStatement(ADD)) {
            for (var entry : sorted) {
                insert.setLong(1, passId);
                insert.setString(2, entry.mark().digest());
                insert.setString(3, entry.mark().sourceKey());
                insert.setString(4, entry.code());
                insert.setString(5, entry.reason());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Takes back what was said of keys whose items are what the target says. */
    public static void clear(Connection connection, long passId, Collection<Mark> good) throws SQLException {
        if (good.isEmpty()) {
            return;
        }
        try (var delete = connection.prepareStatement(CLEAR)) {
            delete.setLong(1, passId);
            delete.setArray(2, digests(connection, good));
            delete.setLong(3, passId);
            delete.executeUpdate();
        }
    }

    /** The codes under which keys are in it, by digest. */
    public static Map<String, String> codes(Connection connection, long passId, List<Mark> of) throws SQLException {
        try (var query = connection.prepareStatement(
                "select key_digest, code from tailrace.reverse_quarantine where pass_id = ? and key_digest = any (?)")) {
            query.setLong(1, passId);
            query.setArray(2, digests(connection, of));
            var codes = new HashMap<String, String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    codes.put(rows.getString(1), rows.getString(2));
                }
            }
            return codes;
        }
    }

    private static java.sql.Array digests(Connection connection, Collection<Mark> marks) throws SQLException {
        return connection.createArrayOf(
                "varchar", marks.stream().map(Mark::digest).toArray());
    }
}
