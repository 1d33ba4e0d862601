package dev.tailrace.activities.dynamodb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What a person should know of a source table before it is switched. */
final class SourceSafety {
    private SourceSafety() {}

    static List<String> of(DynamoDbClient tables, String name) {
        return List.of(copy(tables, name), capacity(tables.describeTable(d -> d.tableName(name)).table()));
    }

    /** Not all that answers for DynamoDB has it; and who may not read it is told so. */
    private static String copy(DynamoDbClient tables, String name) {
        try {
            var backups = tables.describeContinuousBackups(d -> d.tableName(name)).continuousBackupsDescription();
            var recovery = backups == null ? null : backups.pointInTimeRecoveryDescription();
            return recovery != null && recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED
                    ? "point-in-time recovery is on, from " + recovery.earliestRestorableDateTime()
                    : "point-in-time recovery is off: make a backup if you want one";
        } catch (DynamoDbException unknown) {
            return "whether it has point-in-time recovery could not be read (%s)".formatted(ErrorCode.shown(unknown));
        }
    }

    private static String capacity(TableDescription table) {
        boolean onDemand = table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        var units = writeUnits(table);
        return onDemand || units == null ? "its writes are paid on demand" : units + " write capacity units";
    }

    private static @Nullable Long writeUnits(TableDescription table) {
        return table.provisionedThroughput() == null
                ? null
                : table.provisionedThroughput().writeCapacityUnits();
    }
}
