package dev.tailrace.bench.history;

import com.google.protobuf.Message;
import dev.tailrace.embedded.stack.Addresses;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All events of all runs of a migration's workflows. */
public record Histories(List<HistoryEvent> events) {
    /** What Temporal Cloud bills once for each that is in a history; heartbeats, queries and retries are in none. */
    private static final Map<EventType, Integer> ACTIONS = Map.of(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, 1,
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, 1,
            EventType.EVENT_TYPE_TIMER_STARTED, 1,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, 1,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED, 1,
            // A child costs two: this one, and its start above.
            EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED, 1,
            EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES, 1);

    private static final Set<EventType> ENDS = Set.of(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);

    public Histories {
        events = List.copyOf(events);
    }

    /**
     * Reads them from the service; of workflows that run on, as far as they have come.
     *
     * @param migration its name, with which the ids of its workflows begin
     */
    public static Histories of(Addresses addresses, String migration) {
        var service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(addresses.temporal())
                .build());
        try {
            var client = WorkflowClient.newInstance(
                    service,
                    WorkflowClientOptions.newBuilder()
                            .setNamespace(addresses.namespace())
                            .build());
            return new Histories(client.listExecutions("WorkflowId STARTS_WITH '" + migration + "'")
                    .map(found -> found.getExecution())
                    .flatMap(run ->
                            client
                                    .fetchHistory(run.getWorkflowId(), run.getRunId())
                                    .getHistory()
                                    .getEventsList()
                                    .stream())
                    .toList());
        } finally {
            service.shutdownNow();
        }
    }

    public long count(EventType type) {
        return events.stream().filter(event -> event.getEventType() == type).count();
    }

    /** Runs that are over. */
    public long ended() {
        return events.stream()
                .filter(event -> ENDS.contains(event.getEventType()))
                .count();
    }

    /** Actions as Temporal Cloud counts them, as far as histories tell. */
    public long actions() {
        return events.stream()
                .mapToLong(event -> ACTIONS.getOrDefault(event.getEventType(), 0))
                .sum();
    }

    /** The payload with the most bytes. */
    public Largest largest() {
        return events.stream()
                .flatMap(event -> payloads(event)
                        .map(payload -> new Largest(
                                payload.getData().size(),
                                event.getEventType().name().replace("EVENT_TYPE_", ""))))
                .reduce(new Largest(0, "none"), (one, other) -> other.bytes() > one.bytes() ? other : one);
    }

    /** @param event the type of the event that has it */
    public record Largest(int bytes, String event) {}

    /** All in a message, however deep. */
    private static Stream<Payload> payloads(Message message) {
        return message instanceof Payload payload
                ? Stream.of(payload)
                : message.getAllFields().values().stream()
                        .flatMap(field -> field instanceof List<?> list ? list.stream() : Stream.of(field))
                        .filter(Message.class::isInstance)
                        .flatMap(field -> payloads((Message) field));
    }

    /** How many there are of each type, the most first. */
    public String types() {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.getEventType().name().replace("EVENT_TYPE_", ""), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(4)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
