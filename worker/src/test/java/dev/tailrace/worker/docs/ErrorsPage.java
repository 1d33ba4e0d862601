package dev.tailrace.worker.docs;

import dev.tailrace.mappers.problem.Code;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/errors.md}: every code, by area. */
final class ErrorsPage {
    private static final Map<Character, String> AREAS = new LinkedHashMap<>();

    static {
        AREAS.put('F', "The migration file");
        AREAS.put('M', "The mapping, and items that it cannot map");
        AREAS.put('S', "The source: DynamoDB and its stream");
        AREAS.put('T', "The target: Postgres");
        AREAS.put('B', "The copy");
        AREAS.put('C', "Change capture");
        AREAS.put('Q', "Quarantine");
        AREAS.put('V', "Verification");
        AREAS.put('A', "The audit trail");
        AREAS.put('W', "Verbs, workers, Temporal");
        AREAS.put('X', "Tailrace itself");
    }

    private ErrorsPage() {}

    static String text() {
        return """
                # Errors

                Find your code below, or run `./tailrace explain CODE`, which prints the same. Codes are stable.
                An error that you meet says what happened and why, and ends with what to do. It often knows a better fix
                than the general one here.

                """
                + AREAS.entrySet().stream()
                        .map(area -> section(area.getKey(), area.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static String section(char letter, String title) {
        return Arrays.stream(Code.values())
                .filter(code -> code.name().charAt(0) == letter)
                .map(code -> "| `%s` | %s | %s |\n".formatted(code.id(), code.title(), cell(code.fix())))
                .collect(
                        Collectors.joining("", "## %s\n\n| code | what | fix |\n|---|---|---|\n".formatted(title), ""));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
