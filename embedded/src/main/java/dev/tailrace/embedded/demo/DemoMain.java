package dev.tailrace.embedded.demo;

import dev.tailrace.worker.Main;

/** The command line with the demo, which the worker's own cannot have: it brings a DynamoDB along. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] arguments) {
        System.exit(Main.commandLine().addSubcommand(new DemoCommand()).execute(arguments));
    }
}
