package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * The table of lane items, in the source's account and region. A table of its own: what the lanes do to their items is in no stream of the
 * application's. Stateless; thread-safe.
 */
final class ControlTable {
    /** Persisted in accounts. */
    static final String NAME = "tailrace_control";

    /** Its only key attribute. */
    static final String LANE = "lane";

    /** AWS makes a table in some seconds. */
    private static final Duration UNTIL_ACTIVE = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(250);

    private ControlTable() {}

    /**
     * Makes the table unless it is there, and waits until it is active. Several may try at once.
     *
     * @throws ProblemException coded R005 where a permission is lacking, or it does not become active
     */
    static void make(DynamoDbClient tables) {
        permitted(() -> {
            try {
                return tables.createTable(c -> c.tableName(NAME)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName(LANE)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName(LANE)
                                .keyType(KeyType.HASH)
                                .build())
                        // Without its items what was sent before could land again.
                        .deletionProtectionEnabled(true));
            } catch (ResourceInUseException another) {
                return another;
            }
        });
        long end = System.nanoTime() + UNTIL_ACTIVE.toNanos();
        while (permitted(() -> status(tables)) != TableStatus.ACTIVE) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new ProblemException(
                        Problem.of(Code.R005, "table " + NAME, "It was made, and is not active yet."));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static TableStatus status(DynamoDbClient tables) {
        try {
            return tables.describeTable(d -> d.tableName(NAME)).table().tableStatus();
        } catch (ResourceNotFoundException notYet) {
            return TableStatus.CREATING;
        }
    }

    /** In the contract's words: what is denied is named with the permissions that the table takes. */
    static <T> T permitted(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException thrown) {
            if (DynamoDbFailures.of(thrown, NAME) instanceof Turn.Blocked blocked
                    && blocked.problem().code().equals(Code.S003.id())) {
                throw new ProblemException(
                        Problem.of(Code.R005, "table " + NAME, FailureClassifier.words(thrown.getMessage())));
            }
            throw thrown;
        }
    }
}
