package dev.tailrace.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

@Tag("stack")
@ExtendWith(StackExtension.class)
class StackTest {
    @Test
    void postgresIsDurableSpeaksUtf8AndAsksForThePassword(Stack stack) throws SQLException {
        try (FreshDatabase database = stack.freshDatabase()) {
            DatabaseAddress address = DatabaseAddress.parse(database.address().url());
            try (Connection connection = address.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(setting(statement, "fsync")).isEqualTo("on");
                assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
                assertThat(setting(statement, "full_page_writes")).isEqualTo("on");
                assertThat(setting(statement, "server_encoding")).isEqualTo("UTF8");
            }
            DatabaseAddress stranger = new DatabaseAddress(
                    address.host(), address.port(), address.database(), address.user(), "wrong", "");
            assertThatThrownBy(stranger::connect)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void aFreshDatabaseIsGoneAfterwards(Stack stack) {
        DatabaseAddress address;
        try (FreshDatabase database = stack.freshDatabase()) {
            address = database.address();
        }
        assertThatThrownBy(address::connect).hasMessageContaining("does not exist");
    }

    @Test
    void shardsRollOnRequest(Stack stack) {
        assumeTrue(stack.streamFaults().isPresent(), "only an embedded DynamoDB has hooks");
        DynamoDbClient dynamoDb = stack.dynamoDb();
        String table = Stack.unique("Rolls");
        String stream = dynamoDb.createTable(b -> b.tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                        .streamSpecification(
                                s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
        stack.streamFaults().orElseThrow().rollShards();
        assertThat(stack.streams()
                        .describeStream(b -> b.streamArn(stream))
                        .streamDescription()
                        .shards())
                .hasSize(2);
        dynamoDb.deleteTable(b -> b.tableName(table));
    }

    @Test
    void temporalAnswers(Stack stack) {
        assertTemporalAnswers(stack.addresses());
    }

    @Test
    void withoutTheBinaryTheTestServerStandsIn() {
        StackOptions options =
                new StackOptions(StackKind.EMBEDDED, StackOptions.found().temporalCli(), System.getenv());
        try (Stack stack = Stack.start(options.withoutTemporalCli())) {
            assertThat(stack.addresses().temporalUi()).isEmpty();
            assertTemporalAnswers(stack.addresses());
        }
    }

    private static void assertTemporalAnswers(Addresses addresses) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(addresses.temporal())
                .build());
        try {
            stubs.connect(Duration.ofSeconds(5));
            assertThat(stubs.getServerCapabilities().get().getSupportsSchedules())
                    .isNotNull();
        } finally {
            stubs.shutdownNow();
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
