package dev.tailrace.embedded.rehearsal;

/** What hits a rehearsal. */
enum FaultKind {
    /** SIGKILL of a worker, which is started again. */
    KILL,
    /** SIGSTOP of a worker past its heartbeat timeout, then SIGCONT while its successor works. */
    FREEZE,
    /** {@code pg_ctl restart -m immediate}. */
    POSTGRES,
    /** The Temporal server is stopped for a minute, and started again on its database file. */
    TEMPORAL,
    /** DynamoDB fails: errors, throttles, connections cut, half-open or slow. */
    DYNAMODB
}
