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
        AREAS.put('M', "The mapping, and items that it cannot take");
        AREAS.put('S', "The source: DynamoDB and its stream");
        AREAS.put('T', "The target: Postgres");
        AREAS.put('B', "The copy");
        AREAS.put('C', "Change capture");
        AREAS.put('Q', "Quarantine");
        AREAS.put('V', "Verification");
        AREAS.put('W', "Verbs, workers, Temporal");
        AREAS.put('X', "Ourselves");
    }

    private ErrorsPage() {}

    static String text() {
        return """
                # Errors

                Every error has a code, says what and why, and ends with what to do. Codes are stable. `./tailrace explain CODE`
                prints the same; an error as it happens often knows a better fix than the general one below.

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
