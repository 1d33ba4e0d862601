package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at a migration until something is so: a block that renews itself on a terminal, lines for a log elsewhere. */
final class Watch {
    /** Between two looks. */
    static final Duration LIVE = Duration.ofSeconds(1);

    private static final Duration LINES = Duration.ofSeconds(30);

    private final Supplier<MigrationStatus> look;
    private final PrintWriter out;
    private final Look view;
    private final boolean terminal;
    private final Duration interval;
    private List<Problem> said = List.of();
    private int height;

    /** How a look is shown. */
    interface Look {
        String status(MigrationStatus status);

        String problems(List<Problem> problems);
    }

    /** @param terminal whether each look takes the place of the one before; elsewhere there is a line now and then */
    Watch(Supplier<MigrationStatus> look, PrintWriter out, Look view, boolean terminal, Duration interval) {
        this.look = look;
        this.out = out;
        this.view = view;
        this.terminal = terminal;
        this.interval = interval;
    }

    /** The first status for which it is so. A worker or a server that is away is waited for. */
    MigrationStatus until(Predicate<MigrationStatus> done) throws InterruptedException {
        var nextLine = System.nanoTime();
        while (true) {
            try {
                var status = look.get();
                var end = done.test(status);
                var wasAway = !said.isEmpty();
                said = List.of();
                if (terminal || end || wasAway || System.nanoTime() - nextLine >= 0) {
                    show(view.status(status));
                    nextLine = System.nanoTime() + LINES.toNanos();
                }
                if (end) {
                    return status;
                }
            } catch (Failure failure) {
                if (ExitCode.of(failure.problems()) != ExitCode.UNREACHABLE) {
                    throw failure;
                }
                away(failure.problems());
            }
            Thread.sleep(interval);
        }
    }

    /** A log gets the same trouble once. */
    private void away(List<Problem> problems) {
        if (terminal || !problems.equals(said)) {
            show(view.problems(problems));
        }
        said = problems;
    }

    /** On a terminal: in place of the block before. */
    private void show(String text) {
        if (terminal && height > 0) {
            out.print("\u001b[" + height + "A\u001b[J");
        }
        height = (int) text.lines().count();
        out.println(text);
        out.flush();
    }
}
