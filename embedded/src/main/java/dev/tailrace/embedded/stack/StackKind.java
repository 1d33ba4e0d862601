package dev.tailrace.embedded.stack;

import java.util.Locale;

/** Where the three servers come from. The lower-case names are the values of {@code -Dstack}. */
public enum StackKind {
    /** In this process and its children. */
    EMBEDDED,
    /** In containers. */
    CONTAINERS,
    /** Running already, at addresses from the environment. */
    GIVEN;

    /**
     * The kind that {@code -Dstack} names; EMBEDDED where it is absent.
     *
     * @throws IllegalArgumentException on another name
     */
    public static StackKind fromSystemProperty() {
        String name = System.getProperty("stack", "embedded");
        for (StackKind kind : values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "Cannot start the stack '" + name + "': -Dstack is embedded, containers or given.");
    }
}
