package dev.tailrace.bench;

import dev.tailrace.worker.Main;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The launcher's command line with {@code bench}, which the worker's own cannot have: it brings the embedded servers along. */
public final class BenchMain {
    /** Held here: the log manager forgets the level of a logger that no one holds. */
    private static final Logger AWS = Logger.getLogger("com.amazonaws");

    /** DynamoDB Local's. */
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private BenchMain() {}

    public static void main(String[] arguments) {
        if (System.getenv("TAILRACE_LOG_LEVEL") == null) {
            System.setProperty("TAILRACE_LOG_LEVEL", "ERROR");
        }
        AWS.setLevel(Level.OFF);
        SQLITE.setLevel(Level.OFF);
        System.exit(Main.commandLine().addSubcommand(new BenchCommand()).execute(arguments));
    }
}
