package dev.tailrace.activities.items;

import dev.tailrace.mappers.problem.Code;

/** Why a piece of JSON is no item. Thrown and caught in this package. */
final class NoItem extends Exception {
    private static final long serialVersionUID = 1L;

    final transient Code code;
    final int line;
    final String attribute;
    final String why;
    final String fix;

    /** @param attribute the path to it; empty: the whole item */
    NoItem(Code code, int line, String attribute, String why, String fix) {
        super(why);
        this.code = code;
        this.line = line;
        this.attribute = attribute;
        this.why = why;
        this.fix = fix;
    }
}
