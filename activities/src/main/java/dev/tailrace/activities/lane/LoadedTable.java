package dev.tailrace.activities.lane;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.workflows.migration.TableRef;
import javax.sql.DataSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * One source table of a migration with everything that an activity needs to work on it. Immutable; shared between threads.
 *
 * @param id of tailrace.source_table
 * @param keys the source table's key
 * @param mapper the one mapper of copy, capture and verification
 * @param capacity its read budget in this process
 * @param target the pool of the target, which also holds the control schema
 */
public record LoadedTable(
        long id,
        TableRef ref,
        MigrationSpec migration,
        TableSpec spec,
        KeySchema keys,
        Mapper mapper,
        SourceCapacity capacity,
        DataSource target,
        DynamoDbClient dynamo,
        DynamoDbStreamsClient streams) {
    /** The target's schema. */
    public String schema() {
        return migration.target().schema();
    }

    /** The attribute that marks Tailrace's own items in the source (R13). Persisted in the source while a migration runs. */
    public static final String TOKEN = "_tailrace_token";
}
