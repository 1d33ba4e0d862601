package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.table.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each activity has a limit, and none that cuts short what may take days: the attempt after it would be cut short too. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {
    @Test
    void eachActivityHasALimitThatItsWorkKeeps() {
        try (var stage = new Stage()) {
            stage.world().indexes = true;
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            shop.verb(Verb.REPLAY_QUARANTINE, "");
            stage.until(() -> stage.script().calls("compareStores", "Orders") > 1);
            shop.until("Orders", table -> table.phase() == Phase.READY);
            shop.verb(Verb.ABORT, "");
            stage.until(() -> stage.world().path("Orders").contains("ABORTED"));

            Map<String, Duration> limits = new TreeMap<>();
            Stream.of("", "/Orders", "/Orders/capture", "/Orders/verification")
                    .flatMap(shop::events)
                    .filter(event -> event.hasActivityTaskScheduledEventAttributes())
                    .map(event -> event.getActivityTaskScheduledEventAttributes())
                    .forEach(scheduled -> limits.put(
                            scheduled.getActivityType().getName(),
                            Duration.ofSeconds(Durations.toSeconds(scheduled.getStartToCloseTimeout()))));

            assertThat(limits.values()).allMatch(Duration::isPositive);
            assertThat(limits).containsKeys("CopySegment", "CaptureChanges", "RaiseBarrier", "RecordPhase", "Register");
            for (var lengthy : List.of(
                    "OpenPass", "Purge", "ReplayQuarantine", "BuildIndexes", "CompareStores", "CleanUpAfterAbort")) {
                assertThat(limits.get(lengthy)).as(lengthy).isGreaterThanOrEqualTo(Duration.ofDays(1));
            }
        }
    }
}
