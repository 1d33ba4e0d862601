package dev.tailrace.embedded.stack;

import java.io.IOException;

/** The outages of servers that are child processes. */
record ChildOutages(EmbeddedPostgresServer postgres, TemporalDevServer temporal) implements Outages {
    @Override
    public void restartPostgres() throws IOException, InterruptedException {
        postgres.restartImmediately();
    }

    @Override
    public void demotePostgres() throws IOException, InterruptedException {
        postgres.demote();
    }

    @Override
    public void promotePostgres() throws IOException, InterruptedException {
        postgres.promote();
    }

    @Override
    public void stopTemporal() throws InterruptedException {
        temporal.stop();
    }

    @Override
    public void startTemporal() throws IOException {
        temporal.startAgain();
    }
}
