package dev.tailrace.embedded.stack;

import dev.tailrace.worker.TemporalKind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the three servers are.
 *
 * @param postgres a database whose user may create others, and roles
 * @param temporal host:port of the frontend
 * @param temporalKind what answers there
 * @param temporalUi the web UI; empty where there is none
 */
public record Addresses(
        URI dynamoDb,
        URI streams,
        DatabaseAddress postgres,
        String temporal,
        TemporalKind temporalKind,
        String namespace,
        Optional<URI> temporalUi) {

    /**
     * The environment of a worker or CLI that uses these servers. Local servers accept any credentials, so where the
     * process has none, made-up ones are added.
     *
     * @param target the database to migrate to, as {@code TARGET_URL}
     */
    public Map<String, String> environment(DatabaseAddress target) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", streams.toString());
        environment.put("TEMPORAL_ADDRESS", temporal);
        environment.put(TemporalKind.VARIABLE, temporalKind.word());
        environment.put("TEMPORAL_NAMESPACE", namespace);
        environment.put("TARGET_URL", target.url());
        // Waits that suit a network across the world would be most of a local run.
        environment.put("TAILRACE_TIMING", "local");
        environment.put("AWS_REGION", LocalAws.region());
        if (LocalAws.credentialsAreMadeUp()) {
            environment.put("AWS_ACCESS_KEY_ID", LocalAws.MADE_UP);
            environment.put("AWS_SECRET_ACCESS_KEY", LocalAws.MADE_UP);
        }
        return environment;
    }
}
