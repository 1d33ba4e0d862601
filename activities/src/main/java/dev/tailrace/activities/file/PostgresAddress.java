package dev.tailrace.activities.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a Postgres is and who logs in. Never printed with its password; never kept in workflow history.
 *
 * @param jdbcUrl for pgjdbc, without user and password
 * @param password null: none
 */
public record PostgresAddress(
        String jdbcUrl, String user, @Nullable String password) {
    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^/?]*)@)?([^/?@]*)(?:/([^?]*))?(?:\\?(.*))?");

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
                UrlParameters.check(parameters.keySet(), reference);
                if (user == null || user.isEmpty()) {
                    throw withoutUser(reference);
                }
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

    /** The driver would take the operating system's user, which is root in a container. */
    private static ProblemException withoutUser(String reference) {
        return new ProblemException(Problem.of(
                Code.F004,
                "The URL that %s leads to names no user.".formatted(reference),
                "",
                "Write postgresql://user@host:5432/database, or jdbc:postgresql://host:5432/database?user=…"));
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var part : query.split("&")) {
            var pair = part.split("=", 2);
            if (!pair[0].isEmpty()) {
                var name = decoded(pair[0]);
                parameters.put(UrlParameters.pgjdbc(name), pair.length < 2 ? "" : decoded(pair[1]));
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

    /** The same place and user with another password. */
    public PostgresAddress withPassword(String other) {
        return new PostgresAddress(jdbcUrl, user, other);
    }

    /** With parameters that hold where the URL does not state them. */
    public PostgresAddress withDefaults(Map<String, String> defaults) {
        var split = jdbcUrl.split("\\?", 2);
        var parameters = new LinkedHashMap<>(defaults);
        parameters.putAll(parameters(split.length < 2 ? "" : split[1]));
        return new PostgresAddress(split[0] + query(parameters), user, password);
    }

    /** One of the servers of the URL. */
    public record Server(String host, int port) {}

    /** In the URL's order. */
    public List<Server> servers() {
        var parsed = Objects.requireNonNull(Driver.parseURL(jdbcUrl, null));
        var hosts = Objects.requireNonNull(PGProperty.PG_HOST.getOrNull(parsed)).split(",");
        var ports = Objects.requireNonNull(PGProperty.PG_PORT.getOrNull(parsed)).split(",");
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> new Server(hosts[i], Integer.parseInt(ports[i])))
                .toList();
    }

    /** The database's name. */
    public String database() {
        var parsed = Objects.requireNonNull(Driver.parseURL(jdbcUrl, null));
        return Objects.requireNonNullElse(PGProperty.PG_DBNAME.getOrNull(parsed), user);
    }

    /** Host, port and database, fit to be shown. */
    public String place() {
        return jdbcUrl.replaceFirst("\\?.*", "").substring("jdbc:postgresql://".length());
    }

    /** Without password and parameters. */
    @Override
    public String toString() {
        return "PostgresAddress[%s as %s]".formatted(place(), user);
    }
}
