package dev.tailrace.activities.lane;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The keys of a table's tokens in the control schema (R13). Capture notes on them in which shard they were seen, and must not
 * wait: whatever is locked here is either free, or left for the next look. Thread-safe.
 */
public record TokenKeys(DataSource target, long table) {
    /** Of each lane that lacks the token one key that is known to land there, and all whose shard has ended: they land in its children. */
    private static final String DUE = """
            with open as (select name, token from tailrace.lane where pass_id = ? and kind = 'shard' and not done)
            (select distinct on (k.shard) k.source_key
               from tailrace.token_key k join open o on o.name = k.shard
              where k.table_id = ? and o.token < ? and not exists (
                    select 1 from tailrace.token_key w where w.table_id = k.table_id and w.shard = k.shard and w.number >= ?)
              order by k.shard, k.source_key)
            union all
            (select source_key from tailrace.token_key k
              where table_id = ? and number < ? and shard is not null
                and not exists (select 1 from open o where o.name = k.shard))""";

    private static final String WRITTEN = """
            update tailrace.token_key set number = ? where table_id = ? and source_key in (
              select source_key from tailrace.token_key
               where table_id = ? and source_key = any(?) and number < ? for no key update skip locked)""";

    /** How many lanes lack the token and have no key, how many are open, and how many keys of the token have yet to be seen. */
    private static final String LACK = """
            with open as (select name, token from tailrace.lane where pass_id = ? and kind = 'shard' and not done)
            select (select count(*) from open o where token < ? and not exists (
                           select 1 from tailrace.token_key k where k.table_id = ? and k.shard = o.name)),
                   (select count(*) from open),
                   (select count(*) from tailrace.token_key k where table_id = ? and number >= ?
                       and not exists (select 1 from open o where o.name = k.shard))""";

    /** More than the first keys of a shard, and those that an older token than one that came everywhere left unseen. */
    private static final String SPARE = """
            select source_key from tailrace.token_key
             where table_id = ? and source_key in (
                   select source_key from (
                     select source_key, row_number() over (partition by shard order by source_key) as n
                       from tailrace.token_key k where table_id = ? and exists (
                            select 1 from tailrace.lane l where l.pass_id = ? and l.name = k.shard and not l.done)) seen
                    where n > ?
                   union all
                   select source_key from tailrace.token_key where table_id = ? and shard is null and number < ?)
             limit ? for update skip locked""";

    /** @param lacking lanes @param open lanes @param underWay keys written for the token and not seen in an open lane */
    public record Lack(long lacking, long open, long underWay) {}

    /** Gives out the number of a new token, which is sent now. */
    public long nextNumber() throws SQLException {
        return Transaction.run(target, Commit.TOKEN_NUMBERED, c -> {
            try (var query = c.prepareStatement("""
                        with next as (update tailrace.source_table set token = token + 1 where id = ? returning id, token)
                        insert into tailrace.token_sent (table_id, number) select id, token from next returning number""")) {
                query.setLong(1, table);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** The token, and those before it, have been applied in every open lane. */
    public void applied(long number) throws SQLException {
        Transaction.run(
                target,
                Commit.TOKEN_ARRIVED,
                c -> DSL.using(c, SQLDialect.POSTGRES).execute("""
                                update tailrace.token_sent set applied_at = clock_timestamp()
                                 where table_id = ? and number <= ? and applied_at is null""", table, number));
    }

    /** The known keys under which the token is still to be written. */
    public List<Item> due(long passId, long number) throws SQLException {
        return Transaction.read(target, c -> {
            try (var query = c.prepareStatement(DUE)) {
                set(query, passId, table, number, number, table, number);
                return keys(query);
            }
        });
    }

    public Lack lack(long passId, long number) throws SQLException {
        return Transaction.read(target, c -> {
            try (var query = c.prepareStatement(LACK)) {
                set(query, passId, number, table, table, number);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return new Lack(rows.getLong(1), rows.getLong(2), rows.getLong(3));
                }
            }
        });
    }

    /** Before they are written, so that an abort finds them. */
    public void add(Collection<Item> keys) throws SQLException {
        Transaction.run(
                target,
                Commit.TOKEN_KEY_MADE,
                c -> update(
                        c,
                        "insert into tailrace.token_key (table_id, source_key) select ?, unnest(?::varchar[])",
                        keys));
    }

    /** The token is written under them. One that someone else has locked is written once more. */
    public void written(Connection connection, Collection<Item> keys, long number) throws SQLException {
        try (var update = connection.prepareStatement(WRITTEN)) {
            update.setLong(1, number);
            update.setLong(2, table);
            update.setLong(3, table);
            update.setArray(4, texts(connection, keys));
            update.setLong(5, number);
            update.executeUpdate();
        }
    }

    /** Those that are still there, and stay until the transaction ends. */
    public List<Item> keep(Connection connection, Collection<Item> keys) throws SQLException {
        try (var query = connection.prepareStatement("select source_key from tailrace.token_key"
                + " where table_id = ? and source_key = any(?) for key share skip locked")) {
            query.setLong(1, table);
            query.setArray(2, texts(connection, keys));
            return keys(query);
        }
    }

    /** Keys that are not needed any more, locked. */
    public List<Item> spare(Connection connection, long passId, long number, int kept, int most) throws SQLException {
        try (var query = connection.prepareStatement(SPARE)) {
            set(query, table, table, passId, kept, table, number, most);
            return keys(query);
        }
    }

    public List<Item> all() throws SQLException {
        return Transaction.read(target, c -> {
            try (var query = c.prepareStatement("select source_key from tailrace.token_key where table_id = ?")) {
                set(query, table);
                return keys(query);
            }
        });
    }

    /** Whose items are gone. */
    public int forget(Connection connection, Collection<Item> keys) throws SQLException {
        return update(connection, "delete from tailrace.token_key where table_id = ? and source_key = any(?)", keys);
    }

    private int update(Connection connection, String sql, Collection<Item> keys) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, table);
            update.setArray(2, texts(connection, keys));
            return update.executeUpdate();
        }
    }

    private static java.sql.Array texts(Connection connection, Collection<Item> keys) throws SQLException {
        return connection.createArrayOf(
                "varchar", keys.stream().map(DynamoJson::write).toArray());
    }

    private static void set(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
    }

    private static List<Item> keys(PreparedStatement query) throws SQLException {
        var keys = new ArrayList<Item>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                keys.add(DynamoJson.read(rows.getString(1)));
            }
        }
        return keys;
    }
}
