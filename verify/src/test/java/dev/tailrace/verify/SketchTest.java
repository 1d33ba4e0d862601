package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {
    private record Element(int sign, long key, long row) {}

    @Test
    void whatBothSidesHaveCancelsOutInAnyOrder() {
        var random = new Random(1);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < 100_000; i++) {
            long key = random.nextLong();
            long row = random.nextLong();
            elements.add(new Element(1, key, row));
            elements.add(new Element(-1, key, row));
        }
        Collections.shuffle(elements, random);
        var sketch = new Sketch(4_096);
        elements.forEach(e -> sketch.add(e.sign(), e.key(), e.row()));
        assertThat(sketch.load()).isZero();
        var peeled = sketch.peel();
        assertThat(peeled).isNotNull();
        assertThat(peeled.source().size() + peeled.target().size()).isZero();
    }

    /** Among them keys that both sides have with other rows, and digests near each other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theVeryKeysThatDifferComeOutUpToFourFifthsOfTheCells(long seed) {
        var random = new Random(seed);
        var sketch = new Sketch(9_999);
        Map<Long, Integer> source = new HashMap<>();
        Map<Long, Integer> target = new HashMap<>();
        for (int i = 0; i < 0.78 * 9_999; i++) {
            boolean changed = i % 2 == 1;
            long key = changed ? i - 1 : i;
            int sign = changed || random.nextBoolean() ? -1 : 1;
            sketch.add(sign, key, random.nextLong());
            (sign > 0 ? source : target).merge(key, 1, Integer::sum);
        }
        var peeled = sketch.peel();
        assertThat(peeled).as("seed %d", seed).isNotNull();
        assertNames(peeled.source(), source);
        assertNames(peeled.target(), target);
    }

    private static void assertNames(Unnamed unnamed, Map<Long, Integer> keys) {
        keys.forEach((key, count) -> {
            assertThat(unnamed.name(key)).isEqualTo(count);
            assertThat(unnamed.name(key)).isZero();
        });
        assertThat(unnamed.name(-77)).isZero();
        assertThat(unnamed.left()).isZero();
        assertThat(unnamed.size())
                .isEqualTo(keys.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void tooManyAreNoticedAndAboutCounted() {
        for (int differing : List.of(3_000, 10_000, 20_000)) {
            var sketch = new Sketch(9_999);
            var random = new Random(differing);
            for (int i = 0; i < differing; i++) {
                sketch.add(1, random.nextLong(), random.nextLong());
            }
            assertThat(sketch.load()).isBetween((long) (0.8 * differing), (long) (1.2 * differing));
            assertThat(sketch.peel() == null).isEqualTo(differing > 9_000);
        }
    }

    /** Without its check word it finds elements that there are not. */
    @Test
    void elementsThatShareACellAreNotTakenForOne() {
        var sketch = new Sketch(3);
        sketch.add(1, 10, 1);
        sketch.add(1, 20, 2);
        sketch.add(-1, 30, 3);
        assertThat(sketch.peel()).isNull();
    }

    @Test
    void itIsTheSameFromItsChangedPieces() {
        var random = new Random(3);
        var sketch = new Sketch(5 * Sketch.PIECE_CELLS + 10);
        var saved = new HashMap<Integer, byte[]>();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 3; i++) {
                sketch.add(random.nextBoolean() ? 1 : -1, random.nextLong(), random.nextLong());
            }
            sketch.changed().stream().forEach(piece -> saved.put(piece, sketch.piece(piece)));
        }
        var restored = new Sketch(5 * Sketch.PIECE_CELLS + 10);
        saved.forEach(restored::restore);
        for (int piece = 0; piece * Sketch.PIECE_CELLS < sketch.cells(); piece++) {
            assertThat(restored.piece(piece)).isEqualTo(sketch.piece(piece));
        }
    }
}
