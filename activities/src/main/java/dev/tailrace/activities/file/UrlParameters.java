package dev.tailrace.activities.file;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** The parameters behind a Postgres URL's question mark. The driver ignores those it does not know: with them goes what they ask for. */
final class UrlParameters {
    /** libpq's names that pgjdbc spells differently. */
    private static final Map<String, String> PGJDBC_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout");

    private static final List<String> KNOWN = Stream.concat(
                    Arrays.stream(PGProperty.values()).map(PGProperty::getName), PGJDBC_NAMES.keySet().stream())
            .toList();

    private UrlParameters() {}

    /** A parameter's name for the driver. */
    static String pgjdbc(String name) {
        return PGJDBC_NAMES.getOrDefault(name, name);
    }

    /** @throws ProblemException coded F004, with the nearest name, where the driver does not know one */
    static void check(Collection<String> names, String reference) {
        for (var name : names) {
            if (PGProperty.forName(name) == null) {
                var nearest = Nearest.to(name, KNOWN);
                // Without a likeness it may be a piece of a password that has a &.
                throw new ProblemException(Problem.of(
                        Code.F004,
                        "The URL that %s leads to has a parameter that the driver does not know: %s."
                                .formatted(reference, nearest == null ? "it is not shown" : name),
                        "It would be ignored, and with it what it asks for.",
                        nearest == null
                                ? "Remove it; percent-encode & = ? in values."
                                : "Did you mean %s?".formatted(nearest)));
            }
        }
    }
}
