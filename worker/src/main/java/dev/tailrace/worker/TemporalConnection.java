package dev.tailrace.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The connection to Temporal, as the {@code temporal} CLI reads it: from {@code TEMPORAL_ADDRESS},
 * {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS_*}, or a profile of {@code temporal.toml}.
 * Nothing is sent before {@link #trouble} or the first call. Thread-safe.
 */
public final class TemporalConnection implements AutoCloseable {
    /** How long the server holds a worker's poll, and some time for the next one to arrive. */
    private static final Duration LONG_POLL = Duration.ofSeconds(75);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String address;
    private final Duration timeout;
    private final WorkflowServiceStubs service;
    private final WorkflowClient client;

    private TemporalConnection(ClientConfigProfile profile, Duration timeout) {
        this.timeout = timeout;
        var options = profile.toWorkflowServiceStubsOptions();
        this.address = Optional.ofNullable(options.getTarget()).orElse("127.0.0.1:7233");
        this.service = WorkflowServiceStubs.newServiceStubs(options);
        this.client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    }

    /**
     * @param environment in place of the process's own; {@code TAILRACE_TIMEOUT} is the {@link #timeout} in seconds
     * @throws ProblemException if a setting is not valid
     */
    public static TemporalConnection of(Map<String, String> environment) {
        var timeout = TemporalSettings.seconds(environment, "TAILRACE_TIMEOUT", TIMEOUT);
        try {
            var profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build());
            TemporalSettings.checkAddress(profile.getAddress());
            return new TemporalConnection(profile, timeout);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw TemporalSettings.unusable(e);
        }
    }

    public WorkflowClient client() {
        return client;
    }

    public String namespace() {
        return client.getOptions().getNamespace();
    }

    /** For how long a command waits for an answer. */
    public Duration timeout() {
        return timeout;
    }

    public String address() {
        return address;
    }

    /** A stub of the operator service on a connection of its own; the caller shuts it down. */
    public OperatorServiceStubs operator() {
        return OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder(service.getOptions()).build());
    }

    /** Why the service cannot be used, after waiting for it at most so long; empty if it can. */
    public Optional<Problem> trouble(Duration longest) {
        try {
            service.connect(longest);
            service.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace())
                            .build());
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(unreachable(e));
        }
    }

    /**
     * Whether a worker has asked for workflow tasks of that queue within the last long poll. A worker that was killed may count
     * for that long; where the service cannot say, there is one.
     */
    public boolean hasWorker(String queue) {
        try {
            var pollers = service.blockingStub()
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(namespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                            .build())
                    .getPollersList();
            var since = Instant.now().minus(LONG_POLL).getEpochSecond();
            return pollers.stream()
                    .anyMatch(poller -> poller.getLastAccessTime().getSeconds() >= since);
        } catch (StatusRuntimeException e) {
            return true;
        }
    }

    /**
     * The first input of a workflow's newest run as JSON, from its history: no worker is needed. Empty where it had none.
     *
     * @throws StatusRuntimeException as the service says it: NOT_FOUND where there is no such workflow
     */
    public Optional<JsonNode> input(String workflow) {
        var first = service.blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(namespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                        .setMaximumPageSize(1)
                        .build());
        return first.getHistory().getEventsList().stream()
                .findFirst()
                .map(event -> event.getWorkflowExecutionStartedEventAttributes().getInput())
                .filter(input -> input.getPayloadsCount() > 0)
                .map(input -> client.getOptions()
                        .getDataConverter()
                        .fromPayload(input.getPayloads(0), JsonNode.class, JsonNode.class));
    }

    /** The error that a failed call to the service means. */
    public Problem unreachable(StatusRuntimeException failure) {
        var status = failure.getStatus();
        var why = switch (status.getCode()) {
            case NOT_FOUND -> "there is no such namespace";
            case PERMISSION_DENIED, UNAUTHENTICATED -> "it refuses the credentials (TEMPORAL_API_KEY, TEMPORAL_TLS_*)";
            case DEADLINE_EXCEEDED, UNAVAILABLE -> "no server answers at that address";
            default ->
                status.getCode()
                        + Optional.ofNullable(status.getDescription())
                                .map(d -> ": " + d)
                                .orElse("");
        };
        var fix = switch (status.getCode()) {
            case NOT_FOUND ->
                "Create it: temporal operator namespace create --namespace %s; or set TEMPORAL_NAMESPACE to one that is there."
                        .formatted(namespace());
            case PERMISSION_DENIED, UNAUTHENTICATED -> "Correct TEMPORAL_API_KEY or TEMPORAL_TLS_*.";
            default -> Code.W005.fix();
        };
        return Problem.of(Code.W005, "Temporal at %s, namespace %s".formatted(address, namespace()), why, fix);
    }

    @Override
    public void close() {
        service.shutdownNow();
    }
}
