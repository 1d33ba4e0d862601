package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class HealthLogTest {
    private static final Obstacle DOWN =
            new Obstacle(Problem.of(Code.T001, "table Orders", "connection refused"), false);

    private final Lines lines = new Lines();
    private final HealthLog log = new HealthLog(lines);

    @Test
    void aTableThatIsWellFromTheStartIsNotTold() {
        log.see(status(Health.OK, null));
        assertThat(lines.told).isEmpty();
    }

    @Test
    void eachChangeIsToldOnce() {
        log.see(status(Health.STALLED, DOWN));
        log.see(status(Health.STALLED, DOWN));
        log.see(status(Health.OK, null));
        log.see(status(Health.OK, null));
        assertThat(lines.told).hasSize(2);
        assertThat(lines.told.getFirst())
                .startsWith("WARN shop/Orders: OK -> STALLED TR-T001 ")
                .contains("table Orders");
        assertThat(lines.told.getLast()).isEqualTo("INFO shop/Orders: STALLED TR-T001 -> OK");
    }

    @Test
    void anotherProblemOfTheSameHealthIsToldToo() {
        log.see(status(Health.STALLED, DOWN));
        log.see(status(Health.STALLED, new Obstacle(Problem.of(Code.S002, "table Orders", "timed out"), false)));
        assertThat(lines.told).hasSize(2).last().asString().contains("STALLED TR-T001 -> STALLED TR-S002 ");
    }

    private static MigrationStatus status(Health health, @Nullable Obstacle obstacle) {
        var table = new TableStatus(
                "Orders",
                Phase.BACKFILLING,
                Instant.EPOCH,
                health,
                List.of(),
                "",
                obstacle,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null);
        return new MigrationStatus(
                "shop", "", health, Phase.BACKFILLING, "", Instant.EPOCH, null, null, null, List.of(table));
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
