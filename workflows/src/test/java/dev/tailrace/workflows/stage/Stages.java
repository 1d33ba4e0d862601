package dev.tailrace.workflows.stage;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays many migrations: several at once on one Temporal dev server where its binary is found, else one after the other, each on
 * an in-process service of its own. Names of migrations and tables are to be unique among the plays.
 */
public final class Stages implements AutoCloseable {
    /** More would only take turns on a small machine. */
    private static final int AT_ONCE = 16;

    /** For one play, and for those before it that run at the same time. */
    private static final Duration TO_PLAY = Duration.ofMinutes(5);

    private final ExecutorService players = Executors.newVirtualThreadPerTaskExecutor();
    /** Null where each play has its own. */
    private final @Nullable Stage shared;

    private final Semaphore turns = new Semaphore(AT_ONCE);

    private Stages(@Nullable Stage shared) {
        this.shared = shared;
    }

    public static Stages open() {
        return DevServer.cli()
                .map(cli -> new Stages(new Stage(new DevServer(cli))))
                .orElseGet(() -> new Stages(null));
    }

    /** Whether the plays are on a real Temporal server. */
    public boolean onServer() {
        return shared != null;
    }

    /** Plays when there is room; without a server, when its end is waited for. The future fails as the play does. */
    public FutureTask<?> play(Consumer<Stage> play) {
        var task = new FutureTask<Void>(() -> {
            if (shared == null) {
                try (var own = new Stage()) {
                    play.accept(own);
                }
                return null;
            }
            turns.acquire();
            try {
                play.accept(shared);
            } finally {
                turns.release();
            }
            return null;
        });
        if (shared != null) {
            players.execute(task);
        }
        return task;
    }

    /** Waits for a play's end. @throws AssertionError where it failed */
    public void ended(FutureTask<?> play) throws InterruptedException {
        if (shared == null) {
            play.run();
        }
        try {
            play.get(TO_PLAY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw new AssertionError("It did not end within " + TO_PLAY.toSeconds() + " s.", never);
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
