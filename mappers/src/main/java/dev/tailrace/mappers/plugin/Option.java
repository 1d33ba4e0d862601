package dev.tailrace.mappers.plugin;

import org.jspecify.annotations.Nullable;

/**
 * An option of a plugin.
 *
 * @param name as in the file
 * @param type what its value is
 * @param standard the value where the file gives none; null: the file has to
 * @param doc one sentence that says what it does
 * @param secret whether the file gives a reference, {@code env:NAME} or {@code file:PATH}, that is resolved where the worker runs
 */
public record Option(String name, Type type, @Nullable String standard, String doc, boolean secret) {
    /** What a value may be. */
    public enum Type {
        TEXT,
        /** A whole number of at most 18 digits. */
        INTEGER,
        /** {@code true} or {@code false}. */
        FLAG;

        /** Whether a text is a value of the type. */
        public boolean fits(String value) {
            return switch (this) {
                case TEXT -> true;
                case INTEGER -> value.matches("-?[0-9]{1,18}");
                case FLAG -> value.equals("true") || value.equals("false");
            };
        }
    }

    /** An option that the file has to give. */
    public static Option required(String name, Type type, String doc) {
        return new Option(name, type, null, doc, false);
    }

    /** An option that the file may give. */
    public static Option optional(String name, Type type, String standard, String doc) {
        return new Option(name, type, standard, doc, false);
    }

    /** A secret that the file refers to. */
    public static Option secret(String name, String doc) {
        return new Option(name, Type.TEXT, null, doc, true);
    }
}
