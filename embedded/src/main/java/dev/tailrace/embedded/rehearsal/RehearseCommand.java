package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.run.Narrator;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rehearses disasters. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description =
                "Kill the workers of live migrations on embedded parts, at random moments, and check what is left.",
        exitCodeList = {"0:source and target are equal", "3:they differ", "4:a migration did not get that far"})
public final class RehearseCommand implements Callable<Integer> {
    @Option(names = "--kills", defaultValue = "50", description = "How many SIGKILLs (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            description = "Repeats the faults of an earlier run; their moments differ by what the machine does.")
    private long seed = ThreadLocalRandom.current().nextInt(1_000_000);

    @Option(
            names = "--scenario",
            split = ",",
            defaultValue = "app,orders",
            description =
                    "What is migrated: orders, app, revisions, accounts, sharded, metrics, sensors, carts, hierarchy,"
                            + " sparse, scores, global (default: ${DEFAULT-VALUE}).")
    private List<String> scenarios = List.of();

    @Option(
            names = "--items",
            defaultValue = "20000",
            description = "How many items are there at the start (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(names = "--stop", description = "Workers are stopped (SIGSTOP) for a while and woken, too.")
    private boolean freezes;

    @Option(
            names = "--outages",
            description = "Postgres is restarted, Temporal is down for a minute, DynamoDB fails, too.")
    private boolean outages;

    @Override
    public Integer call() throws Exception {
        Narrator narrator = new Narrator(System.out, System.console() != null);
        narrator.say("Tailrace rehearsal: %d kills, seed %d".formatted(kills, seed));
        try (Stack stack = Stack.start(StackOptions.found())) {
            ChaosPlan plan = new ChaosPlan(scenarios, items, kills, seed, freezes, outages);
            ChaosReport report = new ChaosRun(stack, plan, narrator).run();
            narrator.plain("");
            report.lines().forEach(narrator::plain);
            narrator.plain("  seed         " + seed);
            narrator.plain("");
            narrator.say(report.isEqual() ? "Nothing was lost." : "SOURCE AND TARGET DIFFER.");
            return report.isEqual() ? 0 : 3;
        } catch (IllegalStateException e) {
            narrator.say("Not finished, seed " + seed + ": " + e.getMessage());
            return 4;
        }
    }
}
