package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.file.StoreSpec;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a source's tables and its streams are asked: two services, each with an address of its own on AWS. What stands in for
 * DynamoDB serves both at one.
 */
public final class Endpoints {
    private static final String STREAMS = "AWS_ENDPOINT_URL_DYNAMODB_STREAMS";
    private static final Pattern OF_AWS =
            Pattern.compile("(.*\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws|amazonwebservices\\.com\\.cn)");

    private Endpoints() {}

    /** The tables' address; null: the SDK's usual chain decides. */
    public static @Nullable URI tables(StoreSpec.DynamoDb source) {
        return source.endpoint() == null ? null : URI.create(source.endpoint());
    }

    /** The streams' address; null: the SDK's usual chain decides. */
    public static @Nullable URI streams(StoreSpec.DynamoDb source) {
        return streams(source, System::getenv);
    }

    /**
     * As the file states it, else as the environment does, else that of the tables, unless that one is AWS's own.
     *
     * @param environment gives null for what is not set
     */
    static @Nullable URI streams(StoreSpec.DynamoDb source, UnaryOperator<@Nullable String> environment) {
        if (source.streamsEndpoint() != null) {
            return URI.create(source.streamsEndpoint());
        }
        var tables = tables(source);
        return tables == null || environment.apply(STREAMS) != null || isOfAws(tables) ? null : tables;
    }

    /** Whether AWS's limits hold for the streams. */
    public static boolean streamsAreOfAws(StoreSpec.DynamoDb source) {
        var stated = streams(source);
        var environment = Stream.of(STREAMS, "AWS_ENDPOINT_URL")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .findFirst();
        return stated == null
                ? environment.map(URI::create).map(Endpoints::isOfAws).orElse(true)
                : isOfAws(stated);
    }

    private static boolean isOfAws(URI endpoint) {
        var host = endpoint.getHost();
        return host != null && OF_AWS.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
