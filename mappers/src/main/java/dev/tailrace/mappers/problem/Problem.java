package dev.tailrace.mappers.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that blocks or delays the work, in the operator's words. Field names are persisted (workflow history, control schema).
 *
 * @param code as printed, e.g. {@code TR-C014}
 * @param what the thing and the fact, e.g. {@code table Orders, shard …0021: oldest record 02:11Z, our position 22:40Z}
 * @param why what led to it; may be empty
 * @param fix what to do next, in words; a command where there is one
 * @param remedy the verb to type after the fix; by default the code's
 */
public record Problem(String code, String what, String why, String fix, Remedy remedy) {
    public Problem {
        remedy = remedy == null ? remedyOf(code) : remedy;
    }

    /** A problem with its code's remedy. */
    public Problem(String code, String what, String why, String fix) {
        this(code, what, why, fix, remedyOf(code));
    }

    private static Remedy remedyOf(String code) {
        return Code.find(code).map(Code::remedy).orElse(Remedy.RETRY);
    }

    /** A problem with the fix that its code states. */
    public static Problem of(Code code, String what, String why) {
        return new Problem(code.id(), what, why, code.fix(), code.remedy());
    }

    /** A problem with a fix of its own. */
    public static Problem of(Code code, String what, String why, String fix) {
        return new Problem(code.id(), what, why, fix, code.remedy());
    }

    /**
     * The same, its fix with the commands of a migration.
     *
     * @param table the source table that it is about; null: the migration as a whole
     */
    public Problem ofMigration(String migration, @Nullable String table) {
        return new Problem(code, what, why, Fix.running(fix, migration, table), remedy);
    }

    /** The same where no migration runs yet: its fix neither retries anything nor waits for what is tried again by itself. */
    public Problem beforeStart() {
        return new Problem(code, what, why, Fix.before(fix), remedy);
    }

    /**
     * One for several, under the first one's code.
     *
     * @param problems at least one
     */
    public static Problem all(List<Problem> problems) {
        var first = problems.getFirst();
        return problems.size() == 1
                ? first
                : new Problem(
                        first.code(),
                        problems.stream()
                                .map(p -> p.code() + " " + Code.titleOf(p.code()) + ": " + p.what())
                                .collect(Collectors.joining("\n")),
                        problems.stream()
                                .map(Problem::why)
                                .filter(w -> !w.isEmpty())
                                .distinct()
                                .collect(Collectors.joining("\n")),
                        problems.stream().map(Problem::fix).distinct().collect(Collectors.joining("\n")),
                        remedy(problems));
    }

    /** The first one's, unless any of them needs a new pass. */
    private static Remedy remedy(List<Problem> problems) {
        return problems.stream()
                .map(Problem::remedy)
                .filter(Remedy::isDestructive)
                .findFirst()
                .orElse(problems.getFirst().remedy());
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
