package dev.tailrace.embedded.demo;

import dev.tailrace.embedded.run.CliChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The report of the migration, written as an operator would have it written. It stays when the demo is over.
 *
 * @param exitCode 0: it says that source and target are equal
 * @param said what the command printed
 */
record WrittenReport(Path page, int exitCode, String said) {
    /** @param environment in which {@code env:TARGET_URL} leads to the control schema */
    static WrittenReport write(Map<String, String> environment, String migration) throws InterruptedException {
        try {
            var directory = Files.createTempDirectory("tailrace-demo-report");
            try (var command = CliChild.start(
                    environment, "report", migration, "--control", "env:TARGET_URL", "--to", directory.toString())) {
                int exitCode = command.exit();
                return new WrittenReport(directory.resolve("report.html"), exitCode, command.output());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot have the report written", e);
        }
    }

    boolean saysEqual() {
        return exitCode == 0;
    }
}
