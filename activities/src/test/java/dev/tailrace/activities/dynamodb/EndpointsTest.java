package dev.tailrace.activities.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.StoreSpec;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private static final String LOCAL = "http://localhost:8000";

    @Test
    void whatStandsInForDynamoDbServesBoth() {
        var source = new StoreSpec.DynamoDb("us-east-1", LOCAL);
        assertThat(Endpoints.tables(source)).isEqualTo(URI.create(LOCAL));
        assertThat(Endpoints.streams(source, name -> null)).isEqualTo(URI.create(LOCAL));
    }

    @Test
    void streamsHaveAnAddressOfTheirOwn() {
        var source = new StoreSpec.DynamoDb("us-east-1", LOCAL, "http://localhost:9000");
        assertThat(Endpoints.tables(source)).isEqualTo(URI.create(LOCAL));
        assertThat(Endpoints.streams(source, name -> "http://elsewhere:1"))
                .isEqualTo(URI.create("http://localhost:9000"));
    }

    @Test
    void theEnvironmentsAddressOfTheStreamsIsLeftToTheSdk() {
        assertThat(Endpoints.streams(
                        new StoreSpec.DynamoDb("us-east-1", LOCAL),
                        name -> name.equals("AWS_ENDPOINT_URL_DYNAMODB_STREAMS") ? "http://elsewhere:1" : null))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dynamodb.us-east-1.amazonaws.com",
                "https://vpce-1a2b.dynamodb.us-east-1.vpce.amazonaws.com",
                "https://dynamodb.cn-north-1.amazonaws.com.cn",
                "https://dynamodb.us-east-1.api.aws"
            })
    void anAddressOfAwsServesTablesOnly(String endpoint) {
        var source = new StoreSpec.DynamoDb("us-east-1", endpoint);
        assertThat(Endpoints.tables(source)).isEqualTo(URI.create(endpoint));
        assertThat(Endpoints.streams(source, name -> null)).isNull();
    }

    @Test
    void withoutAnyTheSdkDecides() {
        var source = new StoreSpec.DynamoDb(null, null);
        assertThat(Endpoints.tables(source)).isNull();
        assertThat(Endpoints.streams(source, name -> null)).isNull();
    }
}
