package dev.tailrace.activities.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where a Postgres is and who logs in. Never printed with its password; never kept in workflow history.
 *
 * @param jdbcUrl for pgjdbc, without user and password
 * @param user null: the operating system's user, as pgjdbc has it
 * @param password null: none
 */
public record PostgresAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^/?]*)@)?([^/?@]*)(?:/([^?]*))?(?:\\?(.*))?");

    /** libpq's names that pgjdbc spells differently. */
    private static final Map<String, String> PGJDBC_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout");

    /**
     * Resolves a reference and reads the URL it leads to: {@code postgresql://}, {@code postgres://} or {@code jdbc:postgresql://}.
     *
     * @throws ProblemException coded F007 or F008 if it leads nowhere, F004 if to something else
     */
    public static PostgresAddress resolve(String reference) {
        return switch (Reference.resolve(reference)) {
            case Reference.Answer.Refused refused -> throw new ProblemException(refused.problem());
            case Reference.Answer.Found found -> of(found.value(), reference);
        };
    }

    /** @param reference for the problem's words */
    static PostgresAddress of(String url, String reference) {
        var match = URL.matcher(url);
        if (match.matches()) {
            try {
                var login = orEmpty(match.group(1)).split(":", 2);
                var parameters = parameters(orEmpty(match.group(4)));
                var user = login[0].isEmpty() ? parameters.remove("user") : decoded(login[0]);
                var password = login.length < 2 ? parameters.remove("password") : decoded(login[1]);
                var jdbc = "jdbc:postgresql://%s/%s".formatted(match.group(2), orEmpty(match.group(3)));
                var address = new PostgresAddress(jdbc + query(parameters), user, password);
                if (Driver.parseURL(address.jdbcUrl(), null) != null) {
                    return address;
                }
            } catch (IllegalArgumentException badEscape) {
                throw refused(reference);
            }
        }
        throw refused(reference);
    }

    private static ProblemException refused(String reference) {
        return new ProblemException(Problem.of(
                Code.F004,
                "%s does not lead to a Postgres URL.".formatted(reference),
                "What it leads to is not shown.",
                "Write postgresql://user:password@host:5432/database; percent-encode : / @ ? in user and password."));
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var part : query.split("&")) {
            var pair = part.split("=", 2);
            if (!pair[0].isEmpty()) {
                var name = decoded(pair[0]);
                parameters.put(PGJDBC_NAMES.getOrDefault(name, name), pair.length < 2 ? "" : decoded(pair[1]));
            }
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }

    /** A plus sign is itself in a URL's login and, for libpq, in its query. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Host, port and database, fit to be shown. */
    public String place() {
        return jdbcUrl.replaceFirst("\\?.*", "").substring("jdbc:postgresql://".length());
    }

    /** Without password and parameters. */
    @Override
    public String toString() {
        return "PostgresAddress[%s as %s]".formatted(place(), user == null ? "the operating system's user" : user);
    }
}
