package dev.tailrace.embedded.fault;

import dev.tailrace.embedded.stack.Addresses;
import dev.tailrace.embedded.stack.DatabaseAddress;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * A proxy each before DynamoDB's tables, its streams, and Postgres. Closing cuts what goes through them. Thread-safe.
 */
public record FaultyStores(FaultProxy tables, FaultProxy streams, FaultProxy postgres) implements AutoCloseable {
    public static FaultyStores before(Addresses addresses) throws IOException {
        return new FaultyStores(
                before(addresses.dynamoDb()),
                before(addresses.streams()),
                FaultProxy.before(
                        addresses.postgres().host(), addresses.postgres().port()));
    }

    /** The environment of a worker that reaches its stores through the proxies. */
    public Map<String, String> environment(Addresses addresses, DatabaseAddress target) {
        Map<String, String> environment = new TreeMap<>(addresses.environment(target.at("localhost", postgres.port())));
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", endpoint(tables));
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", endpoint(streams));
        return environment;
    }

    /** Everything passes again. */
    public void heal() {
        tables.set(new Fault.Pass());
        streams.set(new Fault.Pass());
        postgres.set(new Fault.Pass());
    }

    @Override
    public void close() throws IOException {
        tables.close();
        streams.close();
        postgres.close();
    }

    private static FaultProxy before(URI server) throws IOException {
        return FaultProxy.before(server.getHost(), server.getPort());
    }

    private static String endpoint(FaultProxy proxy) {
        return "http://localhost:" + proxy.port();
    }
}
