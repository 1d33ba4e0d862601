package dev.tailrace.activities.quarantine;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
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
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Tries quarantined items again (R7), never from a stored image. For each item it takes the exclusive barrier lock, reads the source, and writes
 * what it says, only while the pass is open. Capture stands still for that moment, so no change comes in between. For one thread.
 */
public final class QuarantineReplay {
    /** Capture waits for this read. */
    private static final Duration READ = Duration.ofSeconds(2);

    private static final int CHUNK = 200;
    private static final String LANE = "look-again";

    private final LoadedTable table;
    private final Targets targets;
    private final Resolve resolve;
    private final long passId;
    private final boolean all;
    private final long round;
    private final EngineOptions options;
    private final Heartbeat heartbeat;

    /** @param round rises with each that is asked for; 0: only what the copy made */
    public QuarantineReplay(LoadedTable table, long passId, long round, EngineOptions options, Heartbeat heartbeat) {
        this.table = table;
        targets = new Targets(table);
        resolve = new Resolve(table, targets, passId);
        this.passId = passId;
        this.round = round;
        all = round != 0;
        this.options = options;
        this.heartbeat = heartbeat;
    }

    private record Suspect(String digest, String sourceKey) {}

    public Turn run() throws SQLException {
        if (!all && isFinished()) {
            return new Turn.Done();
        }
        var after = begin();
        while (true) {
            var suspects = suspects(after);
            if (suspects.isEmpty()) {
                break;
            }
            for (var suspect : suspects) {
                if (heartbeat.stopRequested()) {
                    move(after);
                    return new Turn.Yielded();
                }
                replay(suspect);
                after = suspect.digest();
            }
            move(after);
        }
        if (!all) {
            finish();
        }
        return new Turn.Done();
    }

    /** Returns where the round's last turn or attempt was. A round of before moves no more. */
    private String begin() throws SQLException {
        return Transaction.run(table.target(), Commit.LOOK_AGAIN_MOVED, c -> {
            var sql = DSL.using(c, SQLDialect.POSTGRES);
            sql.execute(
                    "update tailrace.pass set look_round = ?, look_position = '' where id = ? and look_round < ?",
                    round,
                    passId,
                    round);
            return sql.fetchSingle("select look_position from tailrace.pass where id = ?", passId)
                    .get(0, String.class);
        });
    }

    /** Never back: two attempts may be at it. */
    private void move(String position) throws SQLException {
        Transaction.run(
                table.target(),
                Commit.LOOK_AGAIN_MOVED,
                c -> DSL.using(c, SQLDialect.POSTGRES).execute("""
                                update tailrace.pass set look_position = ?
                                 where id = ? and look_round = ? and look_position < ?""", position, passId, round, position));
    }

    private boolean isFinished() throws SQLException {
        return Passes.get(table.target(), passId).lookedAgainAt() != null;
    }

    private void finish() throws SQLException {
        Transaction.run(
                table.target(),
                Commit.LOOK_AGAIN_ENDED,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .execute("update tailrace.pass set looked_again_at = clock_timestamp() where id = ?", passId));
    }

    private List<Suspect> suspects(String after) throws SQLException {
        return Transaction.read(
                table.target(),
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetch("""
                                select key_digest, source_key from tailrace.quarantine
                                 where pass_id = ? and key_digest > ? and (by_copy or ?) order by key_digest limit ?""", passId, after, all, CHUNK)
                        .map(r -> new Suspect(r.get(0, String.class), r.get(1, String.class))));
    }

    private void replay(Suspect suspect) throws SQLException {
        Transaction.run(table.target(), Commit.ITEM_LOOKED_AGAIN, options.idleInTransaction(), connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Passes.lockBarrier(sql, passId);
            if (Passes.lockOpen(sql, passId)) {
                long marks = Passes.flags(connection, passId).marks();
                if (table.mapper().collects()
                        && table.mapper().map(DynamoJson.read(suspect.sourceKey())) instanceof Mapped.Part part) {
                    Quarantine.clear(connection, passId, List.of(suspect.digest()));
                    resolve.read(connection, List.of(part.key()), List.of()).write(connection);
                    TouchedKeys.mark(connection, passId, marks, List.of(part.key()));
                } else {
                    write(connection, suspect, read(suspect));
                    // With its key those of its rows are known: none of them is older than this look.
                    TouchedKeys.mark(
                            connection,
                            passId,
                            marks,
                            List.of(TouchedKeys.ofItem(DynamoJson.read(suspect.sourceKey()))));
                }
            }
            return suspect;
        });
    }

    private @Nullable Item read(Suspect suspect) {
        var answer = table.source().ask(DynamoJson.read(suspect.sourceKey()), READ);
        table.capacity().owe(answer.units());
        return answer.items().values().stream().findFirst().orElse(null);
    }

    private void write(Connection connection, Suspect suspect, @Nullable Item item) throws SQLException {
        if (item == null) {
            Quarantine.clear(connection, passId, List.of(suspect.digest()));
            return;
        }
        switch (table.mapper().map(item)) {
            case Mapped.Rows good -> {
                var claims = good.rows().stream()
                        .filter(r -> r.table().isOwned())
                        .map(r -> new Claim(r.key(), r.itemKey()))
                        .toList();
                var resolution =
                        resolve.read(connection, claims.stream().map(Claim::key).toList(), claims);
                var refused = upsert(
                        connection,
                        suspect,
                        good.rows().stream().filter(r -> !r.table().isOwned()).toList());
                resolution.write(connection);
                if (refused != null) {
                    keep(connection, item, refused);
                }
            }
            case Mapped.Part part -> throw new IllegalStateException("the key alone shows that an item is a part");
            case Mapped.Skipped skipped -> Quarantine.clear(connection, passId, List.of(suspect.digest()));
            case Mapped.Refused still -> keep(connection, item, still);
        }
    }

    /**
     * Returns why Postgres refuses the rows, or null. Decided under the lock that the item was read under: once it is
     * released, capture may apply a better version.
     */
    private Mapped.@Nullable Refused upsert(Connection connection, Suspect suspect, List<Row> rows)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            Quarantine.clear(connection, passId, List.of(suspect.digest()));
            Tombstones.clear(connection, passId, rows.stream().map(Row::key).toList());
            targets.upsert(connection, rows);
            return null;
        } catch (SQLException error) {
            if (!RejectedRows.accuses(error)) {
                throw error;
            }
            connection.rollback(before);
            return Quarantine.refusal(error);
        }
    }

    private void keep(Connection connection, Item item, Mapped.Refused refused) throws SQLException {
        Quarantine.addByCapture(
                connection, passId, List.of(Quarantine.Entry.of(table.keys(), item, LANE, null, refused)));
    }
}
