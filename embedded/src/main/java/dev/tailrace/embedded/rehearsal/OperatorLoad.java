package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.run.TableView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Gives tables something to do, by the operator's verbs. For one thread; verbs are under way in others. */
final class OperatorLoad implements AutoCloseable {
    private static final Duration LONGEST_VERB = Duration.ofMinutes(2);

    private final RehearsalStack rehearsal;
    private final ExecutorService verbs = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    OperatorLoad(RehearsalStack rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** So that a table gets to the phase: by a verification, or by a new pass. */
    void steer(List<TableView> tables, String phase) {
        for (TableView table : tables) {
            if (isFree(table, phase) && asked.add(table.name())) {
                verbs.execute(() -> ask(table.name(), phase.equals("VERIFYING")));
            }
        }
    }

    /** No more; returns when every verb has been taken or refused. */
    void rest() throws InterruptedException {
        verbs.shutdown();
        if (!verbs.awaitTermination(LONGEST_VERB.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("A verb got no answer for " + LONGEST_VERB.toSeconds() + " s; in the way: "
                    + rehearsal.reasons() + "; " + rehearsal.logs());
        }
    }

    @Override
    public void close() {
        verbs.shutdownNow();
    }

    /** A verification is the longest phase: where it is the copy's turn, it has to give way. */
    private static boolean isFree(TableView table, String wanted) {
        return switch (wanted) {
            case "READY" -> false;
            case "BACKFILLING" -> table.phase().equals("READY") || table.phase().equals("VERIFYING");
            default -> table.phase().equals("READY");
        };
    }

    private void ask(String table, boolean verify) {
        try {
            if (verify) {
                rehearsal.operator().verb(rehearsal.migration(), "verify", Map.of("tables", List.of(table)));
            } else {
                rehearsal
                        .operator()
                        .verb(rehearsal.migration(), "retry", Map.of("tables", List.of(table), "from", "backfill"));
            }
        } catch (RuntimeException refused) {
            // The table has moved on since it was looked at, or no worker was there to take the verb: it is asked
            // again.
            return;
        } finally {
            asked.remove(table);
        }
    }
}
