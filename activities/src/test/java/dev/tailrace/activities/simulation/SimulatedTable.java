package dev.tailrace.activities.simulation;

import java.util.ArrayList;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The source table as one attempt sees it. */
final class SimulatedTable implements DynamoDbClient {
    private final Truth truth;
    private final Actor actor;

    SimulatedTable(Truth truth, Actor actor) {
        this.truth = truth;
        this.actor = actor;
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return DescribeTableResponse.builder()
                .table(t -> t.latestStreamArn(SimulatedStreams.ARN).streamSpecification(s -> s.streamEnabled(true)))
                .build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        var id = request.key().get("id").s();
        actor.step("GetItem " + id);
        var version = truth.now(id);
        actor.tell("  says " + version);
        var answer = GetItemResponse.builder();
        if (version != null) {
            answer.item(version.attributes());
        }
        return answer.build();
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        for (var key : request.requestItems().get("Things").keys()) {
            var id = key.get("id").s();
            actor.step("BatchGetItem " + id);
            var version = truth.now(id);
            actor.tell("  says " + id + " " + version);
            if (version != null) {
                found.add(version.attributes());
            }
        }
        return BatchGetItemResponse.builder().responses(Map.of("Things", found)).build();
    }

    /** Pages of a part or two, between which the source changes. */
    @Override
    public QueryResponse query(QueryRequest request) {
        if (!Boolean.TRUE.equals(request.consistentRead())) {
            throw new IllegalStateException("not strongly consistent");
        }
        var after = request.hasExclusiveStartKey()
                ? request.exclusiveStartKey().get("part").s()
                : "";
        actor.step("Query after " + after);
        var found = new ArrayList<Map<String, AttributeValue>>();
        Map<String, AttributeValue> last = Map.of();
        int most = actor.draw() < 0.5 ? 1 : 2;
        for (var id : truth.ids()) {
            var key = Version.key(id);
            if (key.get("part").s().compareTo(after) > 0) {
                if (found.size() == most) {
                    return QueryResponse.builder()
                            .items(found)
                            .lastEvaluatedKey(last)
                            .build();
                }
                var version = truth.now(id);
                actor.tell("  says " + id + " " + version);
                if (version != null) {
                    found.add(version.attributes());
                    last = key;
                }
            }
        }
        return QueryResponse.builder().items(found).build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
