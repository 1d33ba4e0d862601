package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.SwitchOutcome.OpenPass;
import org.jooq.DSLContext;

/** What a pass takes over from one of its table that is closed, besides lanes. In the caller's transaction. Stateless; thread-safe. */
final class LeftOverPasses {
    /** The forward pass before it: what it left in these is kept while the source does not own ({@link ClosedPasses}). */
    private static final String BEFORE = """
            (select b.id from tailrace.pass b
              where b.table_id = ? and b.kind = 'FORWARD' and b.number < ? order by b.number desc limit 1)""";

    private static final String CLAIMS = """
            insert into tailrace.claim (pass_id, target, key_digest, key, source_digest, source_key)
            select ?, target, key_digest, key, source_digest, source_key from tailrace.claim where pass_id = """ + BEFORE;

    /** As found by the copy: so it is looked at again before the pass counts as whole (R7). */
    private static final String QUARANTINE = """
            insert into tailrace.quarantine
                   (pass_id, key_digest, source_key, by_copy, lane, position, code, reason, image, at, target_digest)
            select ?, key_digest, source_key, true, lane, position, code, reason, image, at, target_digest
              from tailrace.quarantine where pass_id = """ + BEFORE;

    private static final String ACCEPTANCES = """
            insert into tailrace.acceptance (pass_id, id, digest, keys, accepted_by, reason, at)
            select ?, id, digest, keys, accepted_by, reason, at from tailrace.acceptance where pass_id = """ + BEFORE + " order by number";

    private static final String ACCEPTED_KEYS = """
            insert into tailrace.accepted_key (pass_id, id, key_digest)
            select ?, id, key_digest from tailrace.accepted_key where pass_id = """ + BEFORE;

    private LeftOverPasses() {}

    /** Claims, quarantine and what people accepted of it (R11): of items that were at the source all the time. */
    static void takeOver(DSLContext sql, OpenPass forward) {
        for (var statement : new String[] {CLAIMS, QUARANTINE, ACCEPTANCES, ACCEPTED_KEYS}) {
            sql.execute(statement, forward.passId(), forward.table(), forward.number());
        }
    }

    /** Marks, quarantine and memory of a reverse pass, to one that takes its place. */
    static void moveMarks(DSLContext sql, long from, long to) {
        sql.execute("update tailrace.reverse_mark set pass_id = ? where pass_id = ?", to, from);
        sql.execute("update tailrace.reverse_quarantine set pass_id = ? where pass_id = ?", to, from);
        sql.execute("update tailrace.watch_expired set pass_id = ? where pass_id = ?", to, from);
    }
}
