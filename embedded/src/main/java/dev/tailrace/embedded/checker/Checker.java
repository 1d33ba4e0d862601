package dev.tailrace.embedded.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Compares all items of the source with all rows of the target, in memory. Both must stand still: it looks once and does not
 * wait for changes that are under way.
 */
public final class Checker {
    private Checker() {}

    /**
     * @param connection to the target's database; stays open
     * @throws SQLException where a target table cannot be read
     */
    public static CheckReport check(DynamoDbClient dynamoDb, Connection connection, List<Expectation> expectations)
            throws SQLException, InterruptedException {
        RowCheck comparison = new RowCheck();
        for (Expectation expectation : expectations) {
            comparison.expect(expectation, ExpectedItems.of(dynamoDb, expectation.sourceTable()));
            for (String table : expectation.targetKeys().keySet()) {
                comparison.meet(expectation, table, ActualRows.of(connection, expectation.schema(), table));
            }
        }
        return comparison.report();
    }
}
