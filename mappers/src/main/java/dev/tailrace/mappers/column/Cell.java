package dev.tailrace.mappers.column;

import dev.tailrace.mappers.problem.Code;

/** The outcome of encoding a value for a column. */
public sealed interface Cell {
    /**
     * Canonical text.
     *
     * @param exact whether the text alone restores the very value, as {@link KeyType#decode} does; a time with an offset of
     *     its own, for example, is the same instant in UTC but another text
     */
    record Of(String text, boolean exact) implements Cell {}

    /**
     * The column cannot hold the value.
     *
     * @param why what is wrong, as the rest of a sentence that begins with the attribute: {@code is S, not a number}
     */
    record Refused(Code code, String why) implements Cell {
        /** A value that is not one of the type's. */
        static Refused unfit(String why) {
            return new Refused(Code.M022, why);
        }
    }
}
