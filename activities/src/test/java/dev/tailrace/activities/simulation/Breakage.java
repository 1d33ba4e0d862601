package dev.tailrace.activities.simulation;

import dev.tailrace.activities.simulation.Task.Work;

/** Rules left out of the engine, by changing its statements on their way. The simulation must notice each. */
enum Breakage {
    NONE,
    /** R4: tombstones are never looked for. */
    PURGE_LEFT_OUT {
        @Override
        String change(Work by, String sql) {
            return sql.replace(
                    "order by target, key_digest limit ? for update", "and false order by target limit ? for update");
        }
    },
    /** R1: no lane update asks for the term. */
    TERM_IGNORED {
        @Override
        String change(Work by, String sql) {
            return sql.replace("and name = ? and term = ? and not done", "and name = ? and ? > 0 and not done")
                    .replace("and name = any(?) and term = ? and not done", "and name = any(?) and ? > 0 and not done");
        }
    },
    /** R3: an upsert leaves the tombstone at its key. */
    TOMBSTONE_KEPT {
        @Override
        String change(Work by, String sql) {
            return by == Work.CAPTURE
                    ? sql.replace(
                            "where t.pass_id = ? and t.target = alive",
                            "where false and t.pass_id = ? and t.target = alive")
                    : sql;
        }
    },
    /** R3: a batch knows the first old and the last new image of an item, as if the records in between were not there. */
    FIRST_AND_LAST_IMAGES,
    /** R4: capture takes the barrier for down, always. */
    BARRIER_NEVER_SEEN {
        @Override
        String change(Work by, String sql) {
            return sql.replace("select barrier_at is not null,", "select false,");
        }
    },
    /** R4: capture takes the barrier for up, always: it deletes at once. */
    BARRIER_ALWAYS_SEEN {
        @Override
        String change(Work by, String sql) {
            return sql.replace("select barrier_at is not null,", "select true,");
        }
    },
    /** R2: the copy writes over what is there. */
    COPY_OVERWRITES {
        @Override
        String change(Work by, String sql) {
            return sql.contains("from pg_temp.") && !sql.contains("\"shared\"")
                    ? sql.replace("do nothing", "do update set n = excluded.n")
                    : sql;
        }
    },
    /** R6: resolves take no locks of keys. */
    KEYS_NOT_LOCKED {
        @Override
        String change(Work by, String sql) {
            return sql.replace("select pg_advisory_xact_lock(k) from", "select k from");
        }
    },
    /** R6: the purge does not know which keys to ask about. */
    DIRTY_MARKS_LEFT_OUT {
        @Override
        String change(Work by, String sql) {
            return sql.startsWith("insert into tailrace.dirty") ? sql.replace("order by", "where false order by") : sql;
        }
    },
    /** R6: no one remembers who else may live at a key. */
    CLAIMS_LEFT_OUT {
        @Override
        String change(Work by, String sql) {
            return sql.startsWith("insert into tailrace.claim") ? sql.replace("order by", "where false order by") : sql;
        }
    },
    /** R4: the barrier does not wait for the transactions of capture that took it for down. */
    BARRIER_DOES_NOT_WAIT {
        @Override
        String change(Work by, String sql) {
            return by == Work.BARRIER ? sql.replace("pg_advisory_xact_lock", "pg_try_advisory_xact_lock") : sql;
        }
    },
    /** R1: the position commits before its data. */
    POSITION_APART {
        @Override
        boolean commitsAfter(Work by, String sql) {
            return by == Work.CAPTURE && sql.startsWith("update tailrace.lane\n   set position");
        }
    };

    /** Whether a seed's schedule can show it at all; the others need not be tried. */
    boolean mayShow(long seed) {
        return switch (this) {
            case TERM_IGNORED -> Plan.kindOf(seed).zombies();
            case COPY_OVERWRITES -> !Plan.kindOf(seed).asksSource();
            case KEYS_NOT_LOCKED -> Plan.kindOf(seed).asksSource() && Plan.isFine(seed);
            case DIRTY_MARKS_LEFT_OUT -> Plan.kindOf(seed).asksSource();
            case CLAIMS_LEFT_OUT -> Plan.kindOf(seed).owned();
            case BARRIER_DOES_NOT_WAIT -> Plan.isFine(seed);
            default -> true;
        };
    }

    /** What to add to a seed. Terms decide in one schedule of some hundred; of the first two thousand in none. */
    long beginAt() {
        return this == TERM_IGNORED ? 10_000 : 0;
    }

    /** What becomes of a statement. */
    String change(Work by, String sql) {
        return sql;
    }

    /** Whether the transaction is committed right after the statement, and goes on as another. */
    boolean commitsAfter(Work by, String sql) {
        return false;
    }
}
