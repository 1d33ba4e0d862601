package dev.tailrace.activities.quarantine;

import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.activities.postgres.Quarantine;
import dev.tailrace.activities.postgres.RejectedRows;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.Tombstones;
import dev.tailrace.activities.postgres.TouchedKeys;
import dev.tailrace.activities.postgres.resolve.Resolve;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one item again (R7), never at a stored image: under the exclusive barrier lock it reads the source and writes what
 * that says. Capture stands still for that moment, so no change comes in between. Each in a transaction of the caller's, after the
 * barrier. Thread-safe.
 */
public final class ItemRewrite {
    /** Capture waits for this read. */
    private static final Duration READ = Duration.ofSeconds(2);

    private static final String LANE = "look-again";

    private final LoadedTable table;
    private final Targets targets;
    private final Resolve resolve;
    private final long passId;

    public ItemRewrite(LoadedTable table, Targets targets, long passId) {
        this.table = table;
        this.targets = targets;
        this.resolve = new Resolve(table, targets, passId);
        this.passId = passId;
    }

    /** Takes the barrier lock for the rest of the transaction. @return false once the pass is closed: nothing may be written then */
    public boolean begin(Connection connection) {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        Passes.lockBarrier(sql, passId);
        return Passes.lockOpen(sql, passId);
    }

    /**
     * Reads the item and writes what it is, after {@link #begin}.
     *
     * @param key key attributes alone
     * @param suspected target keys at which it may have a row; those that it has no row at are emptied
     */
    public void write(Connection connection, Item key, Collection<RowKey> suspected) throws SQLException {
        long marks = Passes.flags(connection, passId).marks();
        var living = rewrite(connection, key, suspected);
        TouchedKeys.mark(connection, passId, marks, touched(key, living, suspected));
    }

    /** The item's key is not enough: if the item is deleted afterwards and its row is left, nothing would lead to the row. */
    private Collection<RowKey> touched(Item key, Collection<RowKey> living, Collection<RowKey> suspected) {
        var touched = new LinkedHashSet<RowKey>();
        touched.add(
                table.mapper().collects() && table.mapper().map(key) instanceof Mapped.Part part
                        ? part.key()
                        : TouchedKeys.ofItem(key));
        var itemKey = DynamoJson.write(key);
        Stream.concat(living.stream(), suspected.stream())
                .map(row -> TouchedKeys.ofRow(targets.table(row.table()), row, itemKey))
                .forEach(touched::add);
        return touched;
    }

    /** Returns the keys of the rows that the item has; of a collection none, as the part leads to its row. */
    private Collection<RowKey> rewrite(Connection connection, Item key, Collection<RowKey> suspected)
            throws SQLException {
        if (table.mapper().collects() && table.mapper().map(key) instanceof Mapped.Part part) {
            var asked = new LinkedHashSet<RowKey>(List.of(part.key()));
            suspected.stream().filter(this::asksTheSource).forEach(asked::add);
            var resolution = resolve.read(connection, asked, List.of());
            Quarantine.clear(connection, passId, List.of(Digests.sourceKey(key)));
            delete(connection, suspected);
            resolution.write(connection);
            return List.of();
        }
        var item = read(key);
        List<Row> rows = List.of();
        switch (item == null ? new Mapped.Skipped() : table.mapper().map(item)) {
            case Mapped.Rows good -> {
                rows = good.rows();
                write(connection, key, item, rows, suspected);
            }
            case Mapped.Part part -> throw new IllegalStateException("the key alone shows that an item is a part");
            case Mapped.Skipped skipped -> write(connection, key, item, List.of(), suspected);
            case Mapped.Refused still -> {
                empty(connection, suspected);
                keep(connection, item, still);
            }
        }
        return rows.stream().map(Row::key).toList();
    }

    private @Nullable Item read(Item key) {
        var answer = table.source().ask(key, READ);
        table.capacity().owe(answer.units());
        return answer.items().values().stream().findFirst().orElse(null);
    }

    private void write(
            Connection connection, Item key, @Nullable Item item, List<Row> rows, Collection<RowKey> suspected)
            throws SQLException {
        var claims = rows.stream()
                .filter(r -> r.table().isOwned())
                .map(r -> new Claim(r.key(), r.itemKey()))
                .toList();
        var own = rows.stream().filter(r -> !r.table().isOwned()).toList();
        // Before any row: the locks of target keys come first.
        var asked = new LinkedHashSet<>(claims.stream().map(Claim::key).toList());
        suspected.stream().filter(this::asksTheSource).forEach(asked::add);
        var resolution = resolve.read(connection, asked, claims);
        var refused = upsert(connection, key, own, suspected);
        resolution.write(connection);
        if (refused != null && item != null) {
            keep(connection, item, refused);
        }
    }

    /** Of what cannot be mapped no row stays (R7): m(new) = ∅. */
    private void empty(Connection connection, Collection<RowKey> suspected) throws SQLException {
        var asked = suspected.stream().filter(this::asksTheSource).toList();
        var resolution = resolve.read(connection, asked, List.of());
        delete(connection, suspected);
        resolution.write(connection);
    }

    /**
     * Returns why Postgres refuses the rows, or null. Decided under the lock that the item was read under: once it is
     * released, capture may apply a better version.
     */
    private Mapped.@Nullable Refused upsert(
            Connection connection, Item key, List<Row> rows, Collection<RowKey> suspected) throws SQLException {
        var living = new HashSet<>(rows.stream().map(Row::key).toList());
        var before = connection.setSavepoint();
        try {
            Quarantine.clear(connection, passId, List.of(Digests.sourceKey(key)));
            Tombstones.clear(connection, passId, living);
            delete(
                    connection,
                    suspected.stream().filter(k -> !living.contains(k)).toList());
            targets.upsert(connection, rows);
            return null;
        } catch (SQLException error) {
            if (!RejectedRows.accuses(error)) {
                throw error;
            }
            connection.rollback(before);
            delete(
                    connection,
                    Stream.concat(suspected.stream(), living.stream())
                            .distinct()
                            .toList());
            return Quarantine.refusal(error);
        }
    }

    /** Rows of tables that do not ask the source: their key alone tells whose they are. */
    private void delete(Connection connection, Collection<RowKey> keys) throws SQLException {
        targets.delete(connection, keys.stream().filter(k -> !asksTheSource(k)).toList());
    }

    private boolean asksTheSource(RowKey key) {
        var target = targets.table(key.table());
        return target.isOwned() || target.isCollection();
    }

    private void keep(Connection connection, @Nullable Item item, Mapped.Refused refused) throws SQLException {
        if (item != null) {
            Quarantine.addByCapture(
                    connection, passId, List.of(Quarantine.Entry.of(table.keys(), item, LANE, null, refused)));
        }
    }
}
