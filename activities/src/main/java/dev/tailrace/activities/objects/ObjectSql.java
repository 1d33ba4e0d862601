package dev.tailrace.activities.objects;

import dev.tailrace.activities.objects.ObjectStore.Answer;
import dev.tailrace.activities.postgres.ddl.ObjectsSql;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The statements on one pointer column and the table next to it. Thread-safe. */
final class ObjectSql {
    /** Pointers of one look: of about a megabyte, and a few milliseconds. */
    static final int WINDOW = 5_000;

    private static final String LOOK = """
            select w.pointer, not exists (
                     select from %4$s o
                      where o.pointer = w.pointer and (o.content is not null or o.again_at > now())) as wanted
              from (select distinct %1$s collate "C" as pointer
                      from %2$s
                     where %3$s and %1$s collate "C" > ?
                     order by 1 limit ?) w
             order by 1""";

    /** Content that is there stays. A failure is tried again after one minute, two, four, up to an hour. */
    private static final String WRITE = """
            insert into %s as o (pointer, content, etag, type, read_at, problem, attempts, again_at)
            select pointer, content, etag, type, now(), problem, 1,
                   case when problem is not null then now() + interval '1 minute' end
              from (values (?, ?::bytea, ?, ?, ?)) r (pointer, content, etag, type, problem)
            on conflict (pointer) do update
               set content = excluded.content, etag = excluded.etag, type = excluded.type, read_at = excluded.read_at,
                   problem = excluded.problem, attempts = o.attempts + 1,
                   again_at = case when excluded.problem is not null
                     then now() + least(interval '1 minute' * 2 ^ least(o.attempts, 6), interval '1 hour') end
             where o.content is null""";

    private final String look;
    private final String write;

    ObjectSql(String schema, String table, String column) {
        var quoted = Identifiers.quote(column);
        var objects = ObjectsSql.qualified(schema, table);
        look = LOOK.formatted(quoted, Identifiers.qualified(schema, table), ObjectsSql.pointer(quoted), objects);
        write = WRITE.formatted(objects);
    }

    /**
     * Some pointers, in order.
     *
     * @param wanted those whose objects are to be read now
     * @param last of all that were looked at; empty: there are no more
     */
    record Window(List<String> wanted, String last) {}

    String lookStatement() {
        return look;
    }

    /** @param after in order; empty: from the first */
    Window look(Connection connection, String after) throws SQLException {
        var wanted = new ArrayList<String>();
        var last = "";
        int seen = 0;
        try (var statement = connection.prepareStatement(look)) {
            statement.setString(1, after);
            statement.setInt(2, WINDOW);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen++;
                    last = rows.getString(1);
                    if (rows.getBoolean(2)) {
                        wanted.add(last);
                    }
                }
            }
        }
        return new Window(wanted, seen < WINDOW ? "" : last);
    }

    /** Writes what was read, sorted as every writer here sorts, so that no two wait for each other. */
    void write(Connection connection, SortedMap<String, Answer> answers) throws SQLException {
        try (var statement = connection.prepareStatement(write)) {
            for (var answer : answers.entrySet()) {
                statement.setString(1, answer.getKey());
                bind(statement, answer.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Answer answer) throws SQLException {
        switch (answer) {
            case Answer.Content content -> {
                statement.setBytes(2, content.bytes());
                statement.setString(3, content.etag());
                statement.setString(4, content.type());
                statement.setNull(5, Types.VARCHAR);
            }
            case Answer.Refused refused -> {
                statement.setNull(2, Types.BINARY);
                statement.setNull(3, Types.VARCHAR);
                statement.setNull(4, Types.VARCHAR);
                statement.setString(5, Code.Q006.id() + ": " + refused.why());
            }
        }
    }
}
