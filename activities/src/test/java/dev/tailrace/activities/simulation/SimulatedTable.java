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

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
