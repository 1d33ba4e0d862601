package dev.tailrace.activities.lane;

/** What the audit trail tells of. The words are persisted: never renamed, never used for something else. */
public enum EventType {
    /** A migration file was accepted under a name. */
    REGISTERED("Registered"),
    /** Another file took its place, before anything was copied. */
    FILE_REPLACED("FileReplaced"),
    /** A workflow run after the first one took the migration up. */
    STARTED_AGAIN("StartedAgain"),
    /** A worker of this build works on the migration for the first time. */
    WORKER_BUILD("WorkerBuild"),
    /** Target tables were made, or seen to be there as planned. */
    TARGETS_MADE("TargetsMade"),
    PASS_OPENED("PassOpened"),
    PHASE_CHANGED("PhaseChanged"),
    /** What an operator asked for. */
    VERB("Verb"),
    /** The backfill stands back for change capture by itself, or no longer. */
    GAVE_WAY("GaveWay"),
    /** Records of the stream are lost to a pass. */
    GAP("Gap"),
    BARRIER_RAISED("BarrierRaised"),
    INDEX_BUILT("IndexBuilt"),
    /** Before anything is read: so its seed cannot be chosen afterwards. */
    VERIFICATION_STARTED("VerificationStarted"),
    VERDICT("Verdict"),
    /** Someone accepted what is in quarantine, by name. */
    QUARANTINE_ACCEPTED("QuarantineAccepted"),
    /** Someone approved a verdict. */
    VERDICT_APPROVED("VerdictApproved"),
    /** What a verdict found to differ was repaired: it is void for these keys. */
    REPAIRED("Repaired"),
    /** Someone made a report of the migration. */
    REPORT_SEALED("ReportSealed"),
    TABLE_ABORTED("TableAborted");

    private final String persisted;

    EventType(String persisted) {
        this.persisted = persisted;
    }

    /** As it is stored. */
    public String persisted() {
        return persisted;
    }
}
