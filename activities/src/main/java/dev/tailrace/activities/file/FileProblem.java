package dev.tailrace.activities.file;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a migration file.
 *
 * @param value the offending name or value, fit to be shown: cut short, never a secret; empty where there is none
 * @param nearest the valid name that is nearest to it, or null
 * @param problem complete in itself: it names the place too
 */
public record FileProblem(
        Place place, String value, @Nullable String nearest, Problem problem) {
    /** @param sentence what is wrong, without the place */
    static FileProblem of(Place place, Code code, String value, String sentence, String fix) {
        return new FileProblem(place, value, null, Problem.of(code, place + ": " + sentence, "", fix));
    }

    /** The same, with a near name put before the fix; as it is where there is none. */
    FileProblem withNearest(@Nullable String name) {
        if (name == null) {
            return this;
        }
        return new FileProblem(place, value, name, withFixFirst("Did you mean \"%s\"?".formatted(name)).problem);
    }

    /** The same, with a sentence put before the fix. */
    FileProblem withFixFirst(String sentence) {
        var fix = sentence + " " + problem.fix();
        return new FileProblem(place, value, nearest, new Problem(problem.code(), problem.what(), problem.why(), fix));
    }
}
