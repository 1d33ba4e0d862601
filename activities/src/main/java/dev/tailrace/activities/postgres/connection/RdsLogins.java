package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.rds.RdsUtilities;

/**
 * Tokens of IAM in place of a password. The worker signs one itself for each physical connection; it is checked at login
 * only, within 15 minutes (AWS documentation, IAM database authentication).
 */
record RdsLogins(Database.Url database) implements Logins {
    /** Of an instance, a cluster or a proxy. */
    private static final Pattern HOST =
            Pattern.compile(".*\\.([a-z]+(?:-[a-z]+)+-[0-9]+)\\.rds\\.amazonaws\\.com(?:\\.cn)?");

    @Override
    public PostgresAddress next() throws SQLException {
        var address = UrlLogins.address(database).withDefaults(Map.of("sslmode", "require"));
        var servers = address.servers();
        if (servers.size() != 1) {
            var problem = Problem.of(
                    Code.F004,
                    database.url() + " does not suit " + Database.RDS_IAM,
                    "A token is for one host, and the URL names several.",
                    "Name the cluster's endpoint alone: postgresql://user@host:5432/database");
            throw new ConnectFailed(problem, Ends.BY_A_PERSON, null);
        }
        var server = servers.getFirst();
        try {
            var token = RdsUtilities.builder()
                    .build()
                    .generateAuthenticationToken(t -> t.hostname(server.host())
                            .port(server.port())
                            .username(address.user())
                            .region(region(server.host()))
                            .credentialsProvider(
                                    DefaultCredentialsProvider.builder().build()));
            return address.withPassword(token);
        } catch (SdkException e) {
            var why = "The worker has no token of IAM for it: " + FailureClassifier.words(e.getMessage());
            var fix =
                    "Give the worker AWS credentials and a region, and its role the action rds-db:connect. Then run: tailrace retry NAME";
            throw new ConnectFailed(Problem.of(Code.T002, address.place(), why, fix), Ends.BY_A_ROTATION, e);
        }
    }

    private static Region region(String host) {
        var match = HOST.matcher(host);
        return match.matches()
                ? Region.of(Objects.requireNonNull(match.group(1)))
                : DefaultAwsRegionProviderChain.builder().build().getRegion();
    }

    @Override
    public boolean change() {
        return true;
    }
}
