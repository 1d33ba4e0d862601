package dev.tailrace.worker;

import java.util.List;

/** The activity implementations that a worker process runs, by task queue. Closed after the last activity has ended. */
public interface Engine extends AutoCloseable {
    /** @param queue one of {@link dev.tailrace.workflows.migration.Queues} */
    List<Object> activities(String queue);

    @Override
    void close();

    /** Makes an engine when the worker has reached Temporal. */
    interface Factory {
        /** @param searchAttributes whether the namespace has the search attributes that migrations set */
        Engine create(boolean searchAttributes);
    }
}
