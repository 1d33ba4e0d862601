package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.quarantine.AcceptedSet;
import dev.tailrace.activities.quarantine.AcceptedSet.Accepted;
import dev.tailrace.activities.trail.TrailDigest;
import dev.tailrace.workflows.verification.Circumstances;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What the control schema says of a run when it ends.
 *
 * @param file SHA-256 of the migration's file
 * @param names for keys outside the control schema
 * @param positions of the pass's shards, a line {@code lane position} each, sorted by lane (I6)
 * @param accepted who accepted what is in quarantine by then, all of it and nothing else; null where no one did
 */
record RunRecord(
        String file,
        KeyNames names,
        String positions,
        @Nullable Accepted accepted) {
    /** Reads it as of one moment. */
    static RunRecord read(RunContext run) throws SQLException {
        return Transaction.snapshot(run.table().control(), connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            var migration = sql.fetchSingle(
                    "select digest, salt from tailrace.migration where name = ?",
                    run.table().ref().migration());
            var positions = sql.fetchSingle("""
                    select coalesce(string_agg(name || ' ' || coalesce(position, '-') || chr(10), ''
                                               order by name collate "C"), '')
                      from tailrace.lane where pass_id = ? and kind = 'shard'""", run.pass().id()).get(0, String.class);
            return new RunRecord(
                    migration.get(0, String.class),
                    new KeyNames(migration.get(1, String.class)),
                    positions,
                    AcceptedSet.of(connection, run.pass().id()).orElse(null));
        });
    }

    /**
     * @param drawn what the run drew: the nonce of its digests, and its seed; each empty for none
     * @param sourceReads how often the source was read as a whole
     */
    Circumstances circumstances(RunContext run, Instant from, Drawn drawn, int sourceReads, String build) {
        var read = run.read();
        return new Circumstances(
                text(from),
                text(Instant.now()),
                run.pass().id(),
                run.pass().number(),
                TrailDigest.of(positions.getBytes(StandardCharsets.UTF_8)),
                run.token(),
                "strong",
                file,
                build,
                drawn.nonce(),
                drawn.seed(),
                sourceReads,
                read.items(),
                String.format(Locale.ROOT, "%.1f", read.units()));
    }

    /** What a run drew at random or by its seed. */
    record Drawn(String nonce, String seed) {
        /** @param nonce 0: no digests were made */
        static Drawn of(long nonce, String seed) {
            return new Drawn(nonce == 0 ? "" : HexFormat.of().toHexDigits(nonce), seed);
        }
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
