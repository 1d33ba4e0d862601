package dev.tailrace.embedded.demo;

import dev.tailrace.embedded.rehearsal.RehearseCommand;
import dev.tailrace.worker.Main;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command line with the demo and the rehearsal, which the worker's own cannot have: it brings a DynamoDB along. */
public final class DemoMain {
    /** Held here: the log manager forgets the level of a logger that no one holds. */
    private static final Logger AWS = Logger.getLogger("com.amazonaws");

    private DemoMain() {}

    public static void main(String[] arguments) {
        quieten();
        System.exit(Main.commandLine()
                .addSubcommand(new DemoCommand())
                .addSubcommand(new RehearseCommand())
                .execute(arguments));
    }

    /** What the embedded servers log when a worker is killed is part of the show, not of its text. */
    private static void quieten() {
        if (System.getenv("TAILRACE_LOG_LEVEL") == null) {
            System.setProperty("TAILRACE_LOG_LEVEL", "ERROR");
        }
        AWS.setLevel(Level.OFF);
    }
}
