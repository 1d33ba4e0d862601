package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("stack")
@Timeout(60)
class OpenPassTest {
    private final FakeTable source = new FakeTable(3, 2);

    /** A turn of the pass before has just read which one is open, and remembers it for a while. */
    @Test
    void aNewPassIsNotDoneForWhatIsRememberedOfTheOneBefore() throws Exception {
        var migrating = new Migrating(source).remembering(Duration.ofHours(1));
        migrating.rounds(2);
        migrating.openPass();
        assertThat(migrating.rounds(2)).isEqualTo(new Turn.Yielded());
        migrating.bench.run("update tailrace.pass set closed_at = now() where id = " + migrating.pass.id());
        assertThat(migrating.rounds(2)).isEqualTo(new Turn.Done());
        migrating.close();
    }
}
