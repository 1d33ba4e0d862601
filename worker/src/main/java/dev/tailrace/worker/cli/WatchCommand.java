package dev.tailrace.worker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows a migration until it has ended. */
@Command(
        name = "watch",
        description = "Follow a migration until it has ended: live on a terminal, a line per table and 30 s elsewhere."
                + " Ctrl-C detaches, and the migration goes on.")
final class WatchCommand implements Callable<Integer> {
    private final Follower follower;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    WatchCommand(Follower follower) {
        this.follower = follower;
    }

    @Override
    public Integer call() {
        return follower.follow(output, migration, Outcome::ended);
    }
}
