package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.file.PostgresAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which database an address leads to: hosts and name. Not the port, behind which a pooler may stand; and nothing that the
 * database knows of itself, since a copy knows the same (Postgres' system identifier, too). Persisted.
 */
final class Identity {
    private Identity() {}

    static String of(PostgresAddress address) {
        return of(
                address.servers().stream().map(PostgresAddress.Server::host).collect(Collectors.joining(",")),
                address.database());
    }

    /** @param hosts one, or several with commas between */
    static String of(String hosts, String database) {
        return Arrays.stream(hosts.split(","))
                        .map(Identity::host)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","))
                + "/" + database;
    }

    /** A pooled host is another name of the same server (Lakebase, Neon); so are this machine's. */
    private static String host(String host) {
        var name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "").replaceFirst("^([^.]+)-pooler\\.", "$1.");
        return name.equals("127.0.0.1") || name.equals("::1") || name.equals("[::1]") ? "localhost" : name;
    }
}
