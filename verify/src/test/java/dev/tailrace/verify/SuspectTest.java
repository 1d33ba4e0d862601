package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.TargetReader.Found;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An item that changes faster than capture follows: what counts as having met it. */
class SuspectTest {
    private static final RowKey KEY = Places.rowKey("w", "a");

    private final Suspect suspect = Suspect.of(Places.key("w"));

    @BeforeEach
    void begin() {
        suspect.begin(says("v1"));
    }

    @Test
    void aRowThatMovedToWhatTheSourceSaidOnTheWayIsMet() {
        assertThat(suspect.metOnItsWay(holds("v1", "x1"), says("v5"))).isFalse();
        assertThat(suspect.metOnItsWay(holds("v4", "x2"), says("v7"))).isFalse();
        assertThat(suspect.metOnItsWay(holds("v5", "x3"), says("v9"))).isTrue();
    }

    @Test
    void aRowThatStandsStillIsNotMetWhateverTheSourceSays() {
        assertThat(suspect.metOnItsWay(holds("v1", "x1"), says("v5"))).isFalse();
        assertThat(suspect.metOnItsWay(holds("v1", "x1"), says("v1"))).isFalse();
        assertThat(suspect.metOnItsWay(holds("v1", "x1"), says("v1"))).isFalse();
    }

    @Test
    void whatTheSourceSaidBeforeTheseLooksDoesNotCount() {
        assertThat(suspect.metOnItsWay(holds("v0", "x1"), says("v5"))).isFalse();
        assertThat(suspect.metOnItsWay(holds("v1", "x2"), says("v6"))).isFalse();
    }

    private static SourceView says(String value) {
        Item item = Places.item("w", "a", value);
        return SourceView.of(new Places(), item);
    }

    private TargetView holds(String value, String version) {
        return TargetView.of(suspect, Map.of(KEY, new Found(Places.row("w", "a", value), version)), false);
    }
}
