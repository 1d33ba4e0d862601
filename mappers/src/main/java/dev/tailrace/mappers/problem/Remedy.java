package dev.tailrace.mappers.problem;

import java.util.List;

/** The verb to type once a problem's fix is applied. Persisted names. */
public enum Remedy {
    RETRY("retry"),
    RESUME("resume"),
    VERIFY("verify"),
    REPLAY_QUARANTINE("replay-quarantine"),

    /** Without more it lists, and changes nothing. */
    REPAIR("repair"),

    /** It empties the target tables, so no one should paste it without reading the fix. */
    NEW_PASS("retry", "--from", "backfill");

    private final String verb;
    private final List<String> arguments;

    Remedy(String verb, String... arguments) {
        this.verb = verb;
        this.arguments = List.of(arguments);
    }

    /** The subcommand of {@code tailrace}. */
    public String verb() {
        return verb;
    }

    /** What follows the migration's name; empty for nothing. */
    public List<String> arguments() {
        return arguments;
    }

    /** Whether it destroys rows of the target. */
    public boolean isDestructive() {
        return this == NEW_PASS;
    }
}
