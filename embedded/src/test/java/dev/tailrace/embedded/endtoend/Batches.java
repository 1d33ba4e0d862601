package dev.tailrace.embedded.endtoend;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The batches that a copy commits, written down by a trigger in the control schema. Closing ends that. Not thread-safe. */
final class Batches implements AutoCloseable {
    private final Connection connection;

    private Batches(Connection connection) {
        this.connection = connection;
    }

    static Batches of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table tailrace.batch (lane varchar not null, units double precision not null,
                                        at timestamptz not null default clock_timestamp());
                    create function tailrace.note_batch() returns trigger language plpgsql as $$
                    begin
                      insert into tailrace.batch (lane, units) values (new.name, new.consumed_units - old.consumed_units);
                      return new;
                    end $$;
                    create trigger note_batch after update of batch_at on tailrace.lane
                      for each row when (new.kind = 'segment') execute function tailrace.note_batch();
                    """);
        }
        return new Batches(connection);
    }

    /** By the database's clock. */
    Instant now() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    /** How many batches each segment has written since. */
    Map<String, Long> since(Instant moment) throws SQLException {
        Map<String, Long> batches = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select lane, count(*) from tailrace.batch where at > timestamptz '"
                                + moment + "' group by lane")) {
            while (row.next()) {
                batches.put(row.getString(1), row.getLong(2));
            }
        }
        return batches;
    }

    /** When the last one was written; the epoch before the first. */
    Instant last() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(max(at), timestamptz 'epoch') from tailrace.batch")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    /** The read units per second consumed between two moments. */
    double unitsPerSecond(Instant from, Instant to) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select coalesce(sum(units), 0)
                                 / extract(epoch from timestamptz '%2$s' - timestamptz '%1$s')
                          from tailrace.batch where at > timestamptz '%1$s' and at <= timestamptz '%2$s'""".formatted(from, to))) {
            row.next();
            return row.getDouble(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
