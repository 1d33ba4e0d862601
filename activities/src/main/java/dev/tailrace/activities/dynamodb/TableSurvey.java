package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.store.SourceFacts;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads what a plan needs to know of one table. For one thread. */
final class TableSurvey {
    private final DynamoDbClient dynamo;
    private final DynamoDbStreamsClient streams;
    private final TableSpec spec;
    private final List<Problem> problems;
    private final String what;

    /** @param problems where problems are added */
    TableSurvey(DynamoDbClient dynamo, DynamoDbStreamsClient streams, TableSpec spec, List<Problem> problems) {
        this.dynamo = dynamo;
        this.streams = streams;
        this.spec = spec;
        this.problems = problems;
        this.what = "table " + spec.from();
    }

    /** Null if the table cannot be described. */
    @Nullable
    SourceFacts read() {
        var table = describe();
        if (table == null) {
            return null;
        }
        var consumers = new StreamConsumers(dynamo, spec, table).read();
        var warnings = new ArrayList<String>();
        return new SourceFacts(
                Keys.of(table),
                orZero(table.itemCount()),
                orZero(table.tableSizeBytes()),
                readUnits(table),
                StreamSwitch.isOn(table) ? table.latestStreamArn() : null,
                SourceIndexes.of(table),
                expiry(warnings),
                consumers,
                warnings);
    }

    private @Nullable TableDescription describe() {
        try {
            var table = dynamo.describeTable(d -> d.tableName(spec.from())).table();
            checkStatus(table);
            checkStream(table);
            checkScan();
            return table;
        } catch (SdkException e) {
            problems.add(FailureClassifier.problem(e, what));
            return null;
        }
    }

    private @Nullable String expiry(List<String> warnings) {
        try {
            return Expiry.attribute(dynamo, spec.from());
        } catch (SdkException e) {
            warnings.add("Whether items expire could not be read (%s).".formatted(ErrorCode.shown(e)));
            return null;
        }
    }

    private static @Nullable Long readUnits(TableDescription table) {
        boolean onDemand = table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        return onDemand || table.provisionedThroughput() == null
                ? null
                : table.provisionedThroughput().readCapacityUnits();
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private void checkStatus(TableDescription table) {
        if (table.tableStatus() != TableStatus.ACTIVE) {
            problems.add(Problem.of(Code.S007, what, "It is " + table.tableStatusAsString() + "."));
        }
    }

    private void checkStream(TableDescription table) {
        if (!StreamSwitch.isOn(table)) {
            if (!spec.enableStream()) {
                problems.add(
                        Problem.of(Code.S004, what, "Changes during the copy are read from its stream, which is off."));
            }
            return;
        }
        var view = table.streamSpecification().streamViewType();
        if (view != StreamViewType.NEW_AND_OLD_IMAGES) {
            var why =
                    "It is %s: %s. The view type of a stream cannot be edited, and a new stream is a gap for its readers."
                            .formatted(table.streamSpecification().streamViewTypeAsString(), lacks(view));
            problems.add(Problem.of(Code.S005, what, why));
            return;
        }
        try {
            streams.describeStream(d -> d.streamArn(table.latestStreamArn()).limit(1));
        } catch (SdkException e) {
            problems.add(FailureClassifier.problem(e, what + ", its stream"));
        }
    }

    private static String lacks(StreamViewType view) {
        return switch (view) {
            case NEW_IMAGE -> "without old images, the old row of an item that moves to another target key would stay";
            case OLD_IMAGE -> "without new images, it does not say what an item has become";
            case KEYS_ONLY, NEW_AND_OLD_IMAGES, UNKNOWN_TO_SDK_VERSION ->
                "without images, it says neither what an item was nor what it has become";
        };
    }

    /** Half a read unit for the certainty that the copy may begin. */
    private void checkScan() {
        try {
            dynamo.scan(s -> s.tableName(spec.from()).limit(1));
        } catch (SdkException e) {
            problems.add(FailureClassifier.problem(e, what + ", a scan of one item"));
        }
    }
}
