package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.store.SourceFacts;
import dev.tailrace.activities.store.SourceSurvey;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Looks at the tables of a DynamoDB account and region. Immutable; thread-safe. */
public record DynamoDbSurvey(DynamoDbClient tables, DynamoDbStreamsClient streams) implements SourceSurvey {
    @Override
    public @Nullable SourceFacts survey(TableSpec table, List<Problem> problems) {
        return new TableSurvey(tables, streams, table, problems).read();
    }

    @Override
    public @Nullable KeySchema keys(String table) {
        try {
            return Keys.of(tables, table);
        } catch (SdkException unknown) {
            return null;
        }
    }
}
