package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.VerdictText;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The newest verdict of a pass, and what was said of it.
 *
 * @param proven the level of it, or of the one that it renews: that of the last full comparison, where its own is TOUCHED
 * @param repaired whether a repair has written since it was begun
 * @param approvedBy who approved it, by its digest
 * @param differedAgo how long ago a comparison of the pass found a difference; null: none did
 */
public record VerdictFacts(
        VerdictOutcome outcome,
        VerificationLevel proven,
        String digest,
        Duration age,
        boolean repaired,
        List<String> approvedBy,
        @Nullable Duration differedAgo) {
    public VerdictFacts {
        approvedBy = List.copyOf(approvedBy);
    }

    private static final String READ = """
            select v.outcome,
                   case when v.level = 'TOUCHED' then coalesce(
                        (select f.level from tailrace.verification f
                          where f.pass_id = v.pass_id and f.level = 'FULL' and f.outcome in ('EQUAL', 'EXCEPTED')
                          order by f.run desc limit 1), v.level) else v.level end,
                   v.verdict, (extract(epoch from clock_timestamp() - v.at) * 1000)::bigint,
                   exists (select from tailrace.repair r
                            where r.pass_id = v.pass_id and r.written + r.removed > 0
                              and coalesce(r.ended_at, clock_timestamp()) > v.at),
                   (select (extract(epoch from clock_timestamp() - max(d.at)) * 1000)::bigint from tailrace.verification d
                     where d.pass_id = v.pass_id and d.outcome = 'DIFFERENT')
              from tailrace.verification v where v.pass_id = ? order by v.run desc limit 1""";

    /** Empty where the pass has no verdict. */
    public static Optional<VerdictFacts> newest(Connection connection, long passId) {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        return sql.fetchOptional(READ, passId).map(row -> facts(row, digest -> sql.fetch(
                        "select distinct approved_by from tailrace.approval where pass_id = ? and digest = ? order by 1",
                        passId,
                        digest)
                .getValues(0, String.class)));
    }

    private interface Approvals {
        List<String> of(String digest);
    }

    private static VerdictFacts facts(Record row, Approvals approvals) {
        var digest = VerdictText.read(row.get(2, String.class)).digest();
        var differed = row.get(5, Long.class);
        return new VerdictFacts(
                VerdictOutcome.valueOf(row.get(0, String.class)),
                VerificationLevel.valueOf(row.get(1, String.class)),
                digest,
                Duration.ofMillis(row.get(3, Long.class)),
                row.get(4, Boolean.class),
                approvals.of(digest),
                differed == null ? null : Duration.ofMillis(differed));
    }
}
