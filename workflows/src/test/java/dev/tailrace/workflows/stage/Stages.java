package dev.tailrace.workflows.stage;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays many migrations: several at once on one Temporal dev server where its binary is found, else one after the other, each on
 * an in-process service of its own. Names of migrations and tables are to be unique among the plays.
 */
public final class Stages implements AutoCloseable {
    /** More would only take turns on a small machine. */
    private static final int AT_ONCE = 16;

    private final ExecutorService players = Executors.newVirtualThreadPerTaskExecutor();
    /** Null where each play has its own. */
    private final @Nullable Stage shared;

    private final Semaphore turns;

    private Stages(@Nullable Stage shared, int atOnce) {
        this.shared = shared;
        this.turns = new Semaphore(atOnce);
    }

    public static Stages open() {
        return DevServer.cli()
                .map(cli -> new Stages(new Stage(new DevServer(cli)), AT_ONCE))
                .orElseGet(() -> new Stages(null, 1));
    }

    /** Plays when there is room; the future fails as the play does. */
    public Future<?> play(Consumer<Stage> play) {
        return players.submit(() -> {
            turns.acquire();
            try {
                if (shared != null) {
                    play.accept(shared);
                } else {
                    try (var own = new Stage()) {
                        play.accept(own);
                    }
                }
            } finally {
                turns.release();
            }
            return null;
        });
    }

    /** Waits for a play's end. @throws AssertionError where it failed */
    public static void ended(Future<?> play) throws InterruptedException {
        try {
            play.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        }
    }

    /** Ends what still plays. */
    @Override
    public void close() {
        players.shutdownNow();
        if (shared != null) {
            shared.close();
        }
    }
}
