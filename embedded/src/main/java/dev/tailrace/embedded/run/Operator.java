package dev.tailrace.embedded.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.stack.Addresses;
import dev.tailrace.workflows.turn.Queues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What an operator does with Temporal's API alone: starts migrations and gives them verbs. Thread-safe. */
public final class Operator implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(60);

    private final WorkflowServiceStubs service;
    private final WorkflowClient client;

    private Operator(WorkflowServiceStubs service, WorkflowClient client) {
        this.service = service;
        this.client = client;
    }

    public static Operator connect(Addresses addresses) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(addresses.temporal())
                .build());
        // On a busy machine a first connection takes longer than the timeout of a first call.
        service.connect(CONNECT);
        WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                .setNamespace(addresses.namespace())
                .build();
        return new Operator(service, WorkflowClient.newInstance(service, options));
    }

    /**
     * Starts a migration; its workflow id is its name.
     *
     * @throws IllegalArgumentException where the file is not right, with all its problems
     */
    public void start(MigrationFile file) {
        start(file.name(), file.yaml());
    }

    /** Starts a migration of that name from the text of its file. */
    public void start(String name, String yaml) {
        switch (FileReader.read(yaml, name + ".yaml")) {
            case FileAnswer.Ok ok ->
                client.newUntypedWorkflowStub(
                                "Migration",
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(name)
                                        .setTaskQueue(Queues.CONTROL)
                                        .build())
                        .start(ok.json());
            case FileAnswer.Refused refused ->
                throw new IllegalArgumentException(refused.plain().toString());
        }
    }

    /** Gives a verb, and waits until it is done; refusals are Temporal's exceptions. */
    public void verb(String migration, String verb, Map<String, Object> input) {
        client.newUntypedWorkflowStub(migration).update(verb, JsonNode.class, input);
    }

    /** The answer to the {@code status} query; needs a worker. */
    public JsonNode status(String migration) {
        return query(migration, "status");
    }

    /** The answer to a query without input; needs a worker. */
    public JsonNode query(String migration, String name) {
        return client.newUntypedWorkflowStub(migration).query(name, JsonNode.class);
    }

    /** Waits until the migration's workflow has ended, and returns its result. */
    public JsonNode result(String migration) {
        return client.newUntypedWorkflowStub(migration).getResult(JsonNode.class);
    }

    /**
     * The whole history of each run of a migration's workflows, payloads as text.
     *
     * @param migration its name, with which the ids of its workflows begin
     */
    public List<String> histories(String migration) {
        return client.listExecutions("WorkflowId STARTS_WITH '" + migration + "'")
                .map(found -> client.fetchHistory(
                                found.getExecution().getWorkflowId(),
                                found.getExecution().getRunId())
                        .getHistory()
                        .toString())
                .toList();
    }

    /** The types of the activities that a workflow waits for, e.g. of {@code shop/Orders}. */
    public List<String> activities(String workflow) {
        return client
                .newUntypedWorkflowStub(workflow)
                .describe()
                .getRawDescription()
                .getPendingActivitiesList()
                .stream()
                .map(activity -> activity.getActivityType().getName())
                .toList();
    }

    /** Ends a workflow without its consent, and not those below it; nothing where it has ended. For tests that are over. */
    public void terminate(String workflow) {
        try {
            client.newUntypedWorkflowStub(workflow).terminate("The test is over");
        } catch (WorkflowNotFoundException ended) {
            return;
        }
    }

    @Override
    public void close() {
        service.shutdownNow();
    }
}
