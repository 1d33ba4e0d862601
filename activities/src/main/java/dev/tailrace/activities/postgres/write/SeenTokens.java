package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.store.Change;
import dev.tailrace.mappers.item.DynamoJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tokens that came in a shard (R13): their keys are known to land there. Stateless; thread-safe. */
final class SeenTokens {
    private SeenTokens() {}

    /** In the transaction of the lane's position. */
    static void note(Connection connection, long table, Held lane, List<Change> tokens) throws SQLException {
        if (tokens.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(
                "update tailrace.token_key set shard = ? where table_id = ? and source_key = ?")) {
            for (var token : tokens) {
                update.setString(1, lane.name());
                update.setLong(2, table);
                update.setString(3, DynamoJson.write(token.key()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
