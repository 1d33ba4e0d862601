package dev.tailrace.embedded.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Builds that follow one another in the middle of a migration. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class TakeoverTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String CHANGE = "a-step-before-catching-up";

    @TempDir
    Path folder;

    private WorkflowServiceStubs service;
    private WorkflowClient client;

    @BeforeEach
    void connect(Stack stack) {
        service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.addresses().temporal())
                .build());
        client = WorkflowClient.newInstance(service);
    }

    @AfterEach
    void disconnect() {
        service.shutdownNow();
    }

    @Test
    void aBuildThatBreaksHistoriesStandsStillAndOneWithAVersionedChangeTakesOver(Stack stack) throws Exception {
        AppData app = new AppData(Stack.unique(""));
        try (RehearsalStack rehearsal = new RehearsalStack(stack, List.of(app), new Load(2, 60, 2_000, 3), 3)) {
            WorkerChild first = rehearsal.hire();
            rehearsal.await(
                    "the middle of the copy", LIMIT, now -> now.stream().anyMatch(table -> table.scanned() > 0));
            first.kill();
            String workflow =
                    rehearsal.migration() + "/" + app.tables().getFirst().tableName();

            WorkerChild broken = rehearsal.hire(unversioned());
            // Something for the table's workflow to do: a turn of the copy may take as long as the wait.
            rehearsal.operator().verb(rehearsal.migration(), "throttle", Map.of("unitsPerSecond", 3));
            Await.until("a workflow task that fails", LIMIT, () -> failures(workflow), count -> count > 0);
            broken.kill();
            long scanned = rehearsal.tables().getFirst().scanned();
            assertThat(rehearsal.tables().getFirst().phase()).isEqualTo("BACKFILLING");

            rehearsal.hire(versioned());
            rehearsal.await("the copy goes on", LIMIT, now -> now.getFirst().scanned() > scanned);
            rehearsal.operator().verb(rehearsal.migration(), "throttle", Map.of("unitsPerSecond", 10_000));
            CheckReport report = rehearsal.conclude(LIMIT);
            assertThat(report.examples()).as("%s; %s", report, rehearsal.logs()).isEmpty();
            assertThat(report.isEqual()).isTrue();
            assertThat(events(workflow).toString()).contains(CHANGE);
        }
    }

    /** Does something that the recorded history does not have. */
    private String unversioned() throws Exception {
        return ChangedBuild.of(
                folder.resolve("unversioned"),
                "backfill/Backfill.java",
                "lastStart = Waits.now();",
                "Workflow.sleep(Duration.ofMillis(10)); lastStart = Waits.now();");
    }

    /** Does the same where histories have been before, and something else where they have not. */
    private String versioned() throws Exception {
        return ChangedBuild.of(
                folder.resolve("versioned"), "phase/CatchUpPhase.java", "if (pass.isUnresolved()) {", """
                if (Workflow.getVersion("%s", Workflow.DEFAULT_VERSION, 1) == 1) {
                    Workflow.sleep(Duration.ofMillis(10));
                }
                if (pass.isUnresolved()) {
                """.formatted(
                                CHANGE));
    }

    private long failures(String workflow) {
        return events(workflow).stream()
                .filter(event -> event.hasWorkflowTaskFailedEventAttributes()
                        && event.getWorkflowTaskFailedEventAttributes().getCause()
                                == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR)
                .count();
    }

    private List<HistoryEvent> events(String workflow) {
        return client.fetchHistory(workflow).getHistory().getEventsList();
    }
}
