package dev.tailrace.activities.postgres.connection;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.service.database.GenerateDatabaseCredentialRequest;
import com.databricks.sdk.service.iam.MeRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Databricks' API, by its SDK, which finds workspace and credentials by its usual chain. */
final class Databricks implements LakebaseService {
    /** The SDK's own limit is five minutes. */
    private static final int SECONDS = 10;

    private final Database.Lakebase database;
    private final DatabricksConfig config;
    private @Nullable WorkspaceClient client;

    Databricks(Database.Lakebase database) {
        this(database, new DatabricksConfig());
    }

    Databricks(Database.Lakebase database, DatabricksConfig config) {
        this.database = database;
        this.config = config.setHttpTimeoutSeconds(SECONDS);
    }

    @Override
    public String host() throws ConnectFailed {
        var name = database.resource();
        var host = ask(c -> database.isEndpoint()
                ? c.postgres().getEndpoint(name).getStatus().getHosts().getHost()
                : c.database().getDatabaseInstance(name).getReadWriteDns());
        if (host == null || host.isEmpty()) {
            throw failed("Databricks names no host for it: it may be stopped, or not made yet.", Ends.BY_ITSELF, null);
        }
        return host;
    }

    @Override
    public String user() throws ConnectFailed {
        return ask(c -> c.currentUser().me(new MeRequest()).getUserName());
    }

    @Override
    public Token token() throws ConnectFailed {
        return ask(c -> database.isEndpoint() ? endpointToken(c) : instanceToken(c));
    }

    private Token endpointToken(WorkspaceClient client) {
        var answer = client.postgres()
                .generateDatabaseCredential(new com.databricks.sdk.service.postgres.GenerateDatabaseCredentialRequest()
                        .setEndpoint(database.resource()));
        return new Token(
                answer.getToken(), Instant.ofEpochSecond(answer.getExpireTime().getSeconds()));
    }

    private Token instanceToken(WorkspaceClient client) {
        var answer = client.database()
                .generateDatabaseCredential(new GenerateDatabaseCredentialRequest()
                        .setRequestId(UUID.randomUUID().toString())
                        .setInstanceNames(List.of(database.resource())));
        return new Token(answer.getToken(), Instant.parse(answer.getExpirationTime()));
    }

    private <T> T ask(Function<WorkspaceClient, T> question) throws ConnectFailed {
        try {
            return question.apply(client());
        } catch (DatabricksError refusal) {
            int status = refusal.getStatusCode();
            var why = "Databricks answers %d: %s".formatted(status, FailureClassifier.words(refusal.getMessage()));
            throw failed(why, status == 429 || status >= 500 ? Ends.BY_ITSELF : Ends.BY_A_PERSON, refusal);
        } catch (DatabricksException noAnswer) {
            if (hasCause(noAnswer, JsonProcessingException.class)) {
                throw unreadable(noAnswer);
            }
            // The SDK says so of credentials that it does not find, and of those that are refused or being replaced.
            var ends = hasCause(noAnswer, IOException.class) ? Ends.BY_ITSELF : Ends.BY_A_ROTATION;
            throw failed(FailureClassifier.words(noAnswer.getMessage()), ends, noAnswer);
        } catch (RuntimeException odd) {
            throw unreadable(odd);
        }
    }

    /** An answer without what it has to have, such as a proxy's page. It may be gone in a moment, or someone's to mend. */
    private ConnectFailed unreadable(RuntimeException odd) {
        var why = "Databricks' answer cannot be read (%s)."
                .formatted(odd.getClass().getSimpleName());
        return failed(why, Ends.BY_A_ROTATION, odd);
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private ConnectFailed failed(String why, Ends ends, @Nullable Exception cause) {
        return new ConnectFailed(Problem.of(Code.T013, database.resource(), why), ends, cause);
    }

    private synchronized WorkspaceClient client() {
        if (client == null) {
            client = new WorkspaceClient(config);
        }
        return client;
    }
}
