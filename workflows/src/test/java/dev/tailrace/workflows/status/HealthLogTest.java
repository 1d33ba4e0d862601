package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.ProgressAnswer;
import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class HealthLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Obstacle DOWN = Obstacle.passing(Problem.of(Code.T001, "table Orders", "connection refused"));

    private final Lines lines = new Lines();
    private final HealthLog log = new HealthLog(lines);

    @Test
    void aTableThatIsWellFromTheStartIsNotTold() {
        log.see(met(null));
        assertThat(lines.told).isEmpty();
    }

    @Test
    void eachChangeIsToldOnce() {
        log.see(met(DOWN));
        log.see(met(DOWN));
        log.see(met(null));
        log.see(met(null));
        assertThat(lines.told).hasSize(2);
        assertThat(lines.told.getFirst())
                .startsWith("WARN shop/Orders: OK -> STALLED TR-T001 ")
                .contains("table Orders");
        assertThat(lines.told.getLast()).isEqualTo("INFO shop/Orders: STALLED TR-T001 -> OK");
    }

    @Test
    void anotherProblemOfTheSameHealthIsToldToo() {
        log.see(met(DOWN));
        log.see(met(Obstacle.passing(Problem.of(Code.S002, "table Orders", "timed out"))));
        assertThat(lines.told).hasSize(2).last().asString().contains("STALLED TR-T001 -> STALLED TR-S002 ");
    }

    @Test
    void quarantineIsToldWhenItBeginsAndWhenItHasDoubled() {
        for (long items : new long[] {0, 3, 5, 6, 7, 0, 1}) {
            log.see(status(null, items));
        }
        assertThat(lines.told)
                .filteredOn(line -> line.contains("in quarantine ("))
                .containsExactly(
                        "WARN shop/Orders: 3 in quarantine (TR-M022 3). Next: tailrace quarantine shop",
                        "WARN shop/Orders: 6 in quarantine (TR-M022 6). Next: tailrace quarantine shop",
                        "WARN shop/Orders: 1 in quarantine (TR-M022 1). Next: tailrace quarantine shop");
    }

    private static MigrationStatus met(@Nullable Obstacle obstacle) {
        return status(obstacle, 0);
    }

    private static MigrationStatus status(@Nullable Obstacle obstacle, long quarantined) {
        var assembler = new StatusAssembler("shop", NOW, Map.of());
        var numbers = Numbers.at(1_000).quarantined(quarantined).progress();
        assembler.see(new ProgressAnswer(List.of(numbers), null, null), NOW);
        var report = Report.of(Phase.BACKFILLING, NOW).obstacle(obstacle).report();
        return assembler.status("", new RegistrationState(true, false, null), List.of(report), NOW);
    }

    /** What was logged, with its level. */
    private static final class Lines extends LegacyAbstractLogger {
        private final transient List<String> told = new ArrayList<>();

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            told.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
