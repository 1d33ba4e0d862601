package dev.tailrace.activities.quarantine;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Tries quarantined items again (R7), each by an {@link ItemRewrite}, only while the pass is open. For one thread. */
public final class QuarantineReplay {
    private static final int CHUNK = 200;

    private final LoadedTable table;
    private final ItemRewrite rewrite;
    private final long passId;
    private final boolean all;
    private final long round;
    private final EngineOptions options;
    private final Heartbeat heartbeat;

    /** @param round rises with each that is asked for; 0: only what the copy made */
    public QuarantineReplay(LoadedTable table, long passId, long round, EngineOptions options, Heartbeat heartbeat) {
        this.table = table;
        rewrite = new ItemRewrite(table, new Targets(table), passId);
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
            if (rewrite.begin(connection)) {
                rewrite.write(connection, DynamoJson.read(suspect.sourceKey()), List.of());
            }
            return suspect;
        });
    }
}
