package dev.tailrace.embedded.stack;

import java.net.URI;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** SDK clients for the stack's DynamoDB. */
final class LocalAws {
    /** DynamoDB Local accepts any letters and digits. */
    static final String MADE_UP = "local";

    private LocalAws() {}

    static boolean credentialsAreMadeUp() {
        return System.getenv("AWS_ACCESS_KEY_ID") == null;
    }

    static String region() {
        return Objects.requireNonNullElse(System.getenv("AWS_REGION"), Region.US_EAST_1.id());
    }

    static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region()))
                .credentialsProvider(credentials())
                .build();
    }

    static DynamoDbStreamsClient streams(URI endpoint) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region()))
                .credentialsProvider(credentials())
                .build();
    }

    private static AwsCredentialsProvider credentials() {
        return credentialsAreMadeUp()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(MADE_UP, MADE_UP))
                : DefaultCredentialsProvider.builder().build();
    }
}
