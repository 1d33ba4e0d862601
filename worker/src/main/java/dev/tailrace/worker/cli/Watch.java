package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at a migration until something is so: a block that renews itself on a terminal, lines for a log elsewhere. */
final class Watch {
    /** Between two looks. */
    static final Duration LIVE = Duration.ofSeconds(1);

    private static final Duration LINES = Duration.ofSeconds(30);

    private final Supplier<MigrationStatus> look;
    private final PrintWriter out;
    private final Function<MigrationStatus, String> line;
    private final boolean terminal;
    private final Duration interval;
    private int height;

    /** @param line a status where there is no terminal */
    Watch(
            Supplier<MigrationStatus> look,
            PrintWriter out,
            Function<MigrationStatus, String> line,
            boolean terminal,
            Duration interval) {
        this.look = look;
        this.out = out;
        this.line = line;
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
                if (terminal) {
                    renew(StatusText.of(status));
                } else if (end || System.nanoTime() - nextLine >= 0) {
                    show(line.apply(status));
                    nextLine = System.nanoTime() + LINES.toNanos();
                }
                if (end) {
                    return status;
                }
            } catch (Failure failure) {
                if (ExitCode.of(failure.problems()) != ExitCode.UNREACHABLE) {
                    throw failure;
                }
                renew(failure.problems().stream().map(Problem::describe).collect(Collectors.joining("\n")));
            }
            Thread.sleep(interval);
        }
    }

    /** On a terminal: in place of the block before. */
    private void renew(String block) {
        if (terminal && height > 0) {
            out.print("\u001b[" + height + "A\u001b[J");
        }
        height = (int) block.lines().count();
        show(block);
    }

    private void show(String text) {
        out.println(text);
        out.flush();
    }
}
