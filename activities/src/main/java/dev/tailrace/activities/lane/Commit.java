package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The commits of the engine: every transaction that writes ends by one of these, and by nothing else. Just before and just after
 * each a rehearsal can stop the attempt ({@link CrashPoints}). The words are an operator's, in TAILRACE_CRASH_AT.
 */
public enum Commit {
    REGISTERED,
    PHASE_CHANGED,
    VERB_RECORDED,
    QUARANTINE_ACCEPTED,
    VERDICT_APPROVED,
    STEERED,
    TARGETS_MADE,
    STREAM_CLAIMED,
    PASS_OPENED,
    PASS_CLOSED,
    PASSES_FORGOTTEN,
    LANE_TAKEN,
    BACKEND_NAMED,
    PAGE_COPIED,
    BARRIER_RAISED,
    CHUNK_PURGED,
    CHUNK_RESOLVED,
    PURGE_ENDED,
    ITEM_LOOKED_AGAIN,
    LOOK_AGAIN_MOVED,
    LOOK_AGAIN_ENDED,
    SHARDS_RECORDED,
    LANES_MARKED,
    KEYS_RESOLVED,
    BATCH_APPLIED,
    TOKEN_NUMBERED,
    TOKEN_KEY_MADE,
    TOKENS_WRITTEN,
    TOKEN_KEYS_DROPPED,
    TOKEN_ARRIVED,
    TOKENS_FORGOTTEN,
    COMPARISON_TAKEN,
    COMPARISON_SAVED,
    LAG_NOTED,
    VERIFICATION_BEGUN,
    VERDICT_STORED,
    MARKS_DELETED,
    REPORT_SEALED,
    REPAIR_BEGUN,
    ROW_REPAIRED,
    REPAIR_ENDED,
    OBJECTS_WRITTEN,
    GAP_RECORDED,
    INDEX_RECORDED,
    INDEXES_UNDONE,
    ABORTED;

    /** The name of this commit in an operator's words, e.g. {@code page-copied}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Commits the connection's transaction. */
    public void on(Connection connection) throws SQLException {
        CrashPoints.reach(this, CrashPoints.Moment.BEFORE);
        connection.commit();
        CrashPoints.reach(this, CrashPoints.Moment.AFTER);
    }
}
