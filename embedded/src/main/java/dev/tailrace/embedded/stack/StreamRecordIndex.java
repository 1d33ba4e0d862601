package dev.tailrace.embedded.stack;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteQueue;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import java.lang.reflect.Field;

/**
 * Indexes that DynamoDB Local lacks. Without them every write to a table with a stream searches the records of all older
 * streams: 1,100 writes a second become 60 once 30,000 records are there (seen with 2.6.1).
 */
final class StreamRecordIndex {
    private static final String CREATE = """
            create index us_by_stream on us (StreamID, SequenceNumber);
            create index us_by_shard on us (ShardID, SequenceNumber);
            """;

    private StreamRecordIndex() {}

    static void create(AmazonDynamoDBLocal local) throws ReflectiveOperationException {
        Object access = field(local, "dbAccess");
        SQLiteQueue queue = (SQLiteQueue) field(access, "queue");
        queue.execute(new SQLiteJob<Void>() {
                    @Override
                    protected Void job(SQLiteConnection connection) throws SQLiteException {
                        connection.exec(CREATE);
                        return null;
                    }
                })
                .complete();
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
