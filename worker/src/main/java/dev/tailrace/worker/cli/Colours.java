package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.Health;
import java.util.Map;

/** Health in colour, on a terminal that shows colours, unless someone asked for no colours (https://no-color.org). */
record Colours(boolean shown) {
    static final Colours NONE = new Colours(false);

    static Colours of(Map<String, String> environment, boolean terminal) {
        return new Colours(terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb"));
    }

    /** The health's word. */
    String health(Health health) {
        return of(health, health.name());
    }

    /** A text in the colour of a health. */
    String of(Health health, String text) {
        return shown ? "\u001b[" + code(health) + "m" + text + "\u001b[0m" : text;
    }

    private static int code(Health health) {
        return switch (health) {
            case OK -> 32;
            case PAUSED -> 36;
            case WARNING, STALLED -> 33;
            case BLOCKED, FAILED -> 31;
        };
    }
}
