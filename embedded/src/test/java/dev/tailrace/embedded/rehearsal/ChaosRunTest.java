package dev.tailrace.embedded.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.Narrator;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rehearsal in small; {@code ./tailrace rehearse} is the same with more of everything. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class ChaosRunTest {
    @Test
    void aLiveMigrationBearsFourKillsAtRandomMoments(Stack stack) throws Exception {
        long seed = Long.getLong("rehearsal.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        System.out.println("ChaosRunTest: seed " + seed + ", again by -Drehearsal.seed=" + seed);
        ChaosPlan plan = new ChaosPlan(List.of("app"), 6_000, 4, seed, false, false);
        ChaosReport report = new ChaosRun(stack, plan, new Narrator(System.out, false)).run();
        assertThat(report.isEqual()).as("seed %d%n%s", seed, report).isTrue();
    }
}
