package dev.tailrace.bench.copy;

import dev.tailrace.bench.run.Places;
import dev.tailrace.bench.run.Sized;
import dev.tailrace.embedded.stack.DatabaseAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the two stores allow: everything read and thrown away, and the same rows, ready, streamed into a table like the target. */
final class StoreLimit {
    private static final int CHUNK = 1 << 20;

    private StoreLimit() {}

    /** Seconds to scan and decode all items of a table. */
    static double scan(DynamoDbClient dynamo, Sized table) throws InterruptedException {
        var segments = new ArrayList<Callable<Long>>();
        for (int i = 0; i < table.segments(); i++) {
            int segment = i;
            segments.add(() -> scan(dynamo, table, segment));
        }
        return Places.run(segments).seconds();
    }

    private static long scan(DynamoDbClient dynamo, Sized table, int segment) {
        long items = 0;
        Map<String, AttributeValue> from = Map.of();
        do {
            var start = from.isEmpty() ? null : from;
            var page = dynamo.scan(b -> b.tableName(table.name())
                    .segment(segment)
                    .totalSegments(table.segments())
                    .consistentRead(true)
                    .exclusiveStartKey(start));
            items += page.items().size();
            from = page.lastEvaluatedKey();
        } while (!from.isEmpty());
        return items;
    }

    /** Seconds to COPY the rows of a migrated table into another with its columns and key. */
    static double copy(DatabaseAddress database, Sized table) throws SQLException, IOException, InterruptedException {
        var target = table.schema() + "." + table.target();
        var shares = new ArrayList<Callable<Long>>();
        try (var connection = database.connect()) {
            var chunks = rows(connection, target);
            run(connection, "create table " + target + "_limit (like " + target + " including all)");
            for (int place = 0; place < Places.COUNT; place++) {
                var share = chunks.subList(
                        chunks.size() * place / Places.COUNT, chunks.size() * (place + 1) / Places.COUNT);
                shares.add(() -> copy(database, target + "_limit", share));
            }
            double seconds = Places.run(shares).seconds();
            run(connection, "drop table " + target + "_limit");
            return seconds;
        }
    }

    /** All rows in COPY's text format, in chunks that end with a row. */
    private static List<byte[]> rows(Connection connection, String table) throws SQLException {
        var out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout");
        var chunks = new ArrayList<byte[]>();
        var chunk = new ByteArrayOutputStream(CHUNK);
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            chunk.writeBytes(row);
            if (chunk.size() >= CHUNK) {
                chunks.add(chunk.toByteArray());
                chunk.reset();
            }
        }
        chunks.add(chunk.toByteArray());
        return chunks;
    }

    private static long copy(DatabaseAddress database, String table, List<byte[]> chunks) throws SQLException {
        try (var connection = database.connect()) {
            var in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
            for (var chunk : chunks) {
                in.writeToCopy(chunk, 0, chunk.length);
            }
            return in.endCopy();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
