package dev.tailrace.embedded.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program that is run to its end. */
public final class ProgramRun {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private ProgramRun() {}

    /** @throws IllegalStateException where it ends with another code than 0, or does not end within a minute */
    public static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Cannot run " + command + ": it did not end within a minute");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("Cannot run " + command + ": it ended with " + process.exitValue());
        }
    }
}
