package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.store.TokenWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/**
 * A source table as it was before a migration, to compare with what it is after an abort.
 *
 * @param stream null where it had none
 */
record Origin(
        DynamoDbClient dynamoDb, String table, @Nullable StreamSpecification stream, int items) {
    static Origin of(DynamoDbClient dynamoDb, String table) {
        return new Origin(dynamoDb, table, stream(dynamoDb, table), count(dynamoDb, table));
    }

    /** With its stream switched off first. */
    static Origin withoutStream(DynamoDbClient dynamoDb, String table) {
        dynamoDb.updateTable(update -> update.tableName(table).streamSpecification(s -> s.streamEnabled(false)));
        return of(dynamoDb, table);
    }

    void isRestored() {
        assertThat(stream(dynamoDb, table)).as("the stream of %s", table).isEqualTo(stream);
        assertThat(count(dynamoDb, table)).as("items of %s", table).isEqualTo(items);
        assertThat(tokens()).as("tokens in %s", table).isZero();
    }

    private int tokens() {
        return dynamoDb.scan(scan -> scan.tableName(table)
                        .consistentRead(true)
                        .filterExpression("attribute_exists(#token)")
                        .expressionAttributeNames(Map.of("#token", TokenWriter.TOKEN)))
                .count();
    }

    private static int count(DynamoDbClient dynamoDb, String table) {
        return dynamoDb.scan(scan -> scan.tableName(table).consistentRead(true).select(Select.COUNT))
                .count();
    }

    private static @Nullable StreamSpecification stream(DynamoDbClient dynamoDb, String table) {
        StreamSpecification found =
                dynamoDb.describeTable(d -> d.tableName(table)).table().streamSpecification();
        return found == null || !found.streamEnabled() ? null : found;
    }
}
