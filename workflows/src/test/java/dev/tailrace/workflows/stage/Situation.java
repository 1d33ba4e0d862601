package dev.tailrace.workflows.stage;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.capture.TokenActivities.Arrival;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.AbortAnswer;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Where a table can be when a verb reaches it, and how it gets there and stays. */
public enum Situation {
    UNREGISTERED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("register", migration, new Registered.Waiting(STALLED, false));
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(status -> status.obstacle() != null);
        }
    },
    PLANNED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            busy(migration).forEach(busy -> stage.script().always("copySegment", busy, new Turn.Yielded()));
        }

        @Override
        void await(Migrating migration, String table) {
            busy(migration.name())
                    .forEach(busy -> migration.until(busy, status -> status.phase() == Phase.BACKFILLING));
            migration.until(table, status -> status.phase() == Phase.PLANNED);
        }
    },
    PREPARING {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("openPass", table, new Prepared.Waiting(STALLED));
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, status -> status.phase() == Phase.PREPARING && status.obstacle() != null);
        }
    },
    PREPARING_BLOCKED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("openPass", table, new Prepared.Waiting(BLOCKED));
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, Situation::blocked);
        }
    },
    BACKFILLING {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("copySegment", table, new Turn.Yielded());
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, status -> status.phase() == Phase.BACKFILLING);
        }
    },
    BACKFILL_PAUSED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            BACKFILLING.arrange(stage, migration, table);
        }

        @Override
        void await(Migrating migration, String table) {
            BACKFILLING.await(migration, table);
            migration.verb(Verb.PAUSE, "");
        }
    },
    ALL_PAUSED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            BACKFILLING.arrange(stage, migration, table);
        }

        @Override
        void await(Migrating migration, String table) {
            BACKFILLING.await(migration, table);
            migration.verb(Verb.PAUSE, "{\"scope\": \"all\"}");
        }
    },
    BACKFILL_BLOCKED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("copySegment", table, BLOCKED);
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, Situation::blocked);
        }
    },
    CAPTURE_BLOCKED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("captureChanges", table, new Turn.Blocked(GAP));
            stage.script().always("copySegment", table, new Turn.Yielded());
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, Situation::blocked);
        }
    },
    SKIPPED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            BACKFILL_BLOCKED.arrange(stage, migration, table);
        }

        @Override
        void await(Migrating migration, String table) {
            BACKFILL_BLOCKED.await(migration, table);
            migration.verb(Verb.SKIP, "{\"tables\": [\"" + table + "\"]}");
        }
    },
    CATCHING_UP {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("seekToken", table, new Arrival(false, 2, new Turn.Done()));
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, status -> status.phase() == Phase.CATCHING_UP);
        }
    },
    VERIFYING {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("compareStores", table, Verified.waiting(STALLED));
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, status -> status.phase() == Phase.VERIFYING && status.obstacle() != null);
        }
    },
    UNRESOLVED {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("compareStores", table, Verdicts.of(1, VerdictOutcome.DIFFERENT));
        }

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, status -> status.phase() == Phase.CATCHING_UP && blocked(status));
        }
    },
    READY {
        @Override
        void arrange(Stage stage, String migration, String table) {}

        @Override
        void await(Migrating migration, String table) {
            migration.until(table, status -> status.phase() == Phase.READY);
        }
    },
    ABORTING {
        @Override
        void arrange(Stage stage, String migration, String table) {
            stage.script().always("cleanUpAfterAbort", table, new AbortAnswer(STALLED, ""));
        }

        @Override
        void await(Migrating migration, String table) {
            READY.await(migration, table);
            migration.verb(Verb.ABORT, "");
            migration.until(table, status -> status.obstacle() != null);
        }
    };

    /** So many tables have their turn at once. */
    private static final int AT_ONCE = 8;

    static final Turn STALLED = new Turn.Stalled(Problem.of(Code.T001, "Postgres at localhost", "connection refused"));
    static final Turn BLOCKED = new Turn.Blocked(Problem.of(Code.S001, "table Orders", "the service says so"));
    static final Problem GAP = Problem.of(Code.C010, "table Orders, shard 21", "it took too long");

    abstract void arrange(Stage stage, String migration, String table);

    abstract void await(Migrating migration, String table);

    /** Starts a migration and waits until its table is there. */
    public Migrating bring(Stage stage, String migration, String table) {
        arrange(stage, migration, table);
        var tables = new ArrayList<>(this == PLANNED ? busy(migration) : List.of());
        tables.add(table);
        var started = stage.start(migration, 0, tables.toArray(String[]::new));
        await(started, table);
        return started;
    }

    /** Tables that have the first turns where {@link #PLANNED} is wanted. */
    private static List<String> busy(String migration) {
        return IntStream.rangeClosed(1, AT_ONCE)
                .mapToObj(number -> migration + "Busy" + number)
                .toList();
    }

    static void arrangeForOperators(FakeWorld world) {
        world.script().always("openPass", "Ghosts", new Prepared.Waiting(BLOCKED));
        world.script().always("copySegment", "Slow", new Turn.Yielded());
    }

    /** Lets everything go well again. */
    public static void release(Stage stage, String migration, String table) {
        for (var activity : List.of(
                "openPass", "copySegment", "captureChanges", "seekToken", "compareStores", "cleanUpAfterAbort")) {
            stage.script().usual(activity, table);
            busy(migration).forEach(busy -> stage.script().usual(activity, busy));
        }
        stage.script().usual("register", migration);
    }

    private static boolean blocked(TableStatus status) {
        return status.obstacle() != null && status.obstacle().blocked();
    }
}
