package dev.tailrace.mappers.problem;

/**
 * Something that stands in the way, in the operator's words. Field names are persisted (workflow history, control schema).
 *
 * @param code as printed, e.g. {@code TR-C014}
 * @param what the thing and the fact, e.g. {@code table Orders, shard …0021: oldest record 02:11Z, our position 22:40Z}
 * @param why what led to it; may be empty
 * @param fix what to do next, a command where there is one
 */
public record Problem(String code, String what, String why, String fix) {
    /** A problem with the fix that its code states. */
    public static Problem of(Code code, String what, String why) {
        return new Problem(code.id(), what, why, code.fix());
    }

    /** A problem with a fix of its own. */
    public static Problem of(Code code, String what, String why, String fix) {
        return new Problem(code.id(), what, why, fix);
    }

    /** Several lines: code and title, what, why, fix. */
    public String describe() {
        var text = new StringBuilder(code + "  " + Code.titleOf(code));
        text.append("\n  what   ").append(what.replace("\n", "\n         "));
        if (!why.isEmpty()) {
            text.append("\n  why    ").append(why.replace("\n", "\n         "));
        }
        return text.append("\n  fix    ")
                .append(fix.replace("\n", "\n         "))
                .toString();
    }
}
