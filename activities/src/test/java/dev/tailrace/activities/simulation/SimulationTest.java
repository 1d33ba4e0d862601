package dev.tailrace.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine against random schedules; and the schedules against an engine that lacks a rule. See docs/rehearsing.md. */
@Tag("stack")
@Timeout(value = 12, unit = TimeUnit.HOURS) // as many schedules as are asked for
class SimulationTest {
    private static final int FAILURES = Integer.getInteger("tailrace.simulation.failures", 1);

    @Test
    void everyScheduleEndsWithTheTruthAtTheTarget() throws Exception {
        var run = Schedules.run(Breakage.NONE, Schedules.toTheirEnds(), FAILURES);
        System.out.println(run);
        assertThat(run.failures().values())
                .as("schedules that went wrong")
                .extracting(Outcome::told)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aRuleThatIsLeftOutIsMissed(Breakage breakage) throws Exception {
        assertMissed(breakage, Schedules.wanted());
    }

    /** Claims are no matter of theirs; that they need the locks of keys, the default schedules are too few to show, and CollectionTest shows. */
    @ParameterizedTest
    @EnumSource(names = {"DIRTY_MARKS_LEFT_OUT", "BARRIER_DOES_NOT_WAIT", "BARRIER_NEVER_SEEN"})
    void collectionsMissARuleThatIsLeftOut(Breakage breakage) throws Exception {
        assertMissed(
                breakage,
                Schedules.wanted().stream()
                        .filter(seed -> Plan.kindOf(seed).collects())
                        .toList());
    }

    private static List<Long> seeds(Breakage breakage, List<Long> wanted) {
        return wanted.stream()
                .map(seed -> seed + breakage.beginAt())
                .filter(breakage::mayShow)
                .toList();
    }

    private static void assertMissed(Breakage breakage, List<Long> seeds) throws Exception {
        var run = Schedules.run(breakage, seeds(breakage, seeds), 1);
        System.out.println(breakage + ": " + run);
        assertThat(run.failures().values())
                .as("schedules that went wrong")
                .isNotEmpty()
                .allSatisfy(
                        o -> assertThat(o.wrong()).first().asString().containsAnyOf("should be", "deadlock detected"));
    }
}
