package dev.tailrace.workflows.stage;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;

/**
 * The workflows with a {@link FakeWorld} against a real Temporal server, to try steering by hand: {@code docs/steering.md}. The
 * table {@code Ghosts} is missing, the copy of {@code Slow} does not end.
 */
public final class StageWorker {
    private StageWorker() {}

    public static void main(String[] arguments) {
        var service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(arguments.length > 0 ? arguments[0] : "127.0.0.1:7233")
                .build());
        var world = new FakeWorld();
        world.searchAttributes = true;
        world.segments = 64;
        Situation.arrangeForOperators(world);
        var factory = WorkerFactory.newInstance(WorkflowClient.newInstance(service));
        Stage.register(factory, world, WorkerOptions.getDefaultInstance());
        factory.start();
    }
}
