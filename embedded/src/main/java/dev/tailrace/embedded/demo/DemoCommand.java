package dev.tailrace.embedded.demo;

import dev.tailrace.embedded.run.Narrator;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Migrate three live tables on embedded parts, kill the worker twice on the way, and check the result.",
        exitCodeList = {"0:source and target are equal", "3:they differ", "4:it could not be finished"})
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--items",
            defaultValue = "60000",
            description = "How many items are there at the start (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(names = "--keep", description = "Leave everything running at the end, until Ctrl-C, to look around.")
    private boolean keep;

    @Override
    public Integer call() throws InterruptedException {
        Narrator narrator = new Narrator(System.out, System.console() != null);
        narrator.say(
                "Tailrace demo: three live DynamoDB tables move to Postgres. The worker is killed on the way, twice.");
        try (Stack stack = Stack.start(StackOptions.found());
                Demo demo = new Demo(stack, narrator, items)) {
            int exitCode = demo.run();
            if (keep) {
                demo.invite();
                new CountDownLatch(1).await();
            }
            return exitCode;
        }
    }
}
