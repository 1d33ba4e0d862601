package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Documents.metadata;
import static dev.tailrace.activities.engine.Documents.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.Watching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watch mode where a row is made of several items: it is marked by its first part's key, whichever part changed. */
@Tag("stack")
@Timeout(60)
class WatchedPartsTest {
    private final Documents source = new Documents();
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source, Documents.mapping(), Documents.KEYS);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aPartMarksItsRowAndAnotherItemItself() throws Exception {
        var watching = new Watching(bench, 1);
        watching.see(part("a", 1, 3, "x"), part("a", 1, 3, "y"));
        watching.see(part("a", 2, 3, "x"), null);
        watching.see(null, metadata("b", "T"));
        assertThat(Watching.marked(bench))
                .containsExactly(Documents.KEYS.keyOf(part("a", 0, 3, "")), Documents.KEYS.keyOf(metadata("b", "T")));
    }
}
