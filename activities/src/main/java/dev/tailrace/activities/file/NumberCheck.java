package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import java.util.regex.Pattern;

/** Finds numbers that stand where text may, and would lose some of what is written: {@code equals: 1.10} is 1.1. */
final class NumberCheck {
    private static final Pattern WHERE_TEXT_MAY_STAND = Pattern.compile("/tables/[0-9]+/(mapping|mapper)/.*");

    private NumberCheck() {}

    /** All of them, in no particular order. */
    static List<FileProblem> of(Document document) {
        return document.oddNumbers().entrySet().stream()
                .filter(odd ->
                        WHERE_TEXT_MAY_STAND.matcher(odd.getKey().toString()).matches())
                .map(odd -> problem(document, odd.getKey(), odd.getValue()))
                .toList();
    }

    private static FileProblem problem(Document document, JsonPointer at, String written) {
        var shown = ShownJson.text(written);
        return FileProblem.of(
                document.valueAt(at),
                Code.F004,
                shown,
                shown + " is a number, and of it only its value would be kept.",
                "Put it in quotes if it is text: \"" + shown
                        + "\". Write a number without an exponent and without zeros" + " at its end.");
    }
}
