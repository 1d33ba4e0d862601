package dev.tailrace.worker.cli;

import dev.tailrace.worker.Engine;
import java.util.List;

/** A worker without activities: workflows alone run. */
final class NoEngine implements Engine {
    @Override
    public List<Object> activities(String queue) {
        return List.of();
    }

    @Override
    public void close() {}
}
