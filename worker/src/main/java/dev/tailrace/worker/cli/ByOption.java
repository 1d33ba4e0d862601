package dev.tailrace.worker.cli;

import picocli.CommandLine.Option;

/** Who answers for it, and why. A mixin of verbs that need both. */
final class ByOption {
    @Option(
            names = "--by",
            paramLabel = "WHO",
            required = true,
            description = "Who answers for it; it is recorded and shown.")
    private String by;

    @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why; it is recorded and shown.")
    private String reason;

    VerbInputs addTo(VerbInputs input) {
        return input.with("by", by).with("reason", reason);
    }
}
