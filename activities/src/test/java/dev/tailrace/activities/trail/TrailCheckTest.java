package dev.tailrace.activities.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is done to an exported trail is found and named, as far as it can be. */
class TrailCheckTest {
    private static final int TAMPERINGS = 200;

    private final List<String> good = Trails.of(9);

    @Test
    void twoHundredRandomTamperingsAreFoundAndNamed() {
        var seen = EnumSet.noneOf(Tampering.class);
        for (long seed = 0; seed < TAMPERINGS; seed++) {
            var tampered = Tampered.random(new SplittableRandom(seed));
            var check = TrailCheck.of(Trails.file(tampered.lines()), tampered.anchors());
            assertThat(check.finding())
                    .as("seed %d: %s", seed, tampered.how())
                    .isNotNull()
                    .extracting(Finding::done, Finding::first)
                    .as("seed %d: %s; %s", seed, tampered.how(), check.finding())
                    .containsExactly(tampered.done(), tampered.first());
            assertThat(check.finding().last()).isGreaterThanOrEqualTo(tampered.first());
            if (tampered.done() == Tampering.INSERTED) {
                assertThat(check.finding().last()).as("one line; seed %d", seed).isEqualTo(tampered.first());
            }
            seen.add(check.finding().done());
        }
        assertThat(seen).containsExactlyInAnyOrder(Tampering.values());
    }

    @Test
    void aTrailThatNobodyChangedIsWholeWhateverItsLength() {
        for (int events = 1; events < 40; events++) {
            var lines = Trails.of(events);
            var check = TrailCheck.of(Trails.file(lines), Trails.lastHead(lines));
            assertThat(check.finding()).isNull();
            assertThat(check.events()).isEqualTo(events);
            assertThat(check.anchored()).isEqualTo(events);
            assertThat(check.head()).isEqualTo(Trails.digest(lines.getLast()));
            assertThat(check.limits()).isEmpty();
        }
    }

    @Test
    void withoutAHeadItSaysWhatItCannotFind() {
        assertThat(check(good.subList(0, 5)).finding()).isNull();
        assertThat(check(good).limits()).singleElement().asString().contains("cut off", "--head", "--report");
        var older = new Anchor(4, Trails.digest(good.get(3)), "a report");
        assertThat(check(good, older).limits()).singleElement().asString().contains("events 5 to 9");
        assertThat(check(good, older).anchored()).isEqualTo(4);
    }

    @Test
    void aHeadWithoutItsNumberStillShowsThatSomethingIsWrong() {
        var head = Anchor.parse(Trails.digest(good.getLast()).toUpperCase(java.util.Locale.ROOT), "--head");
        assertThat(check(good, head).finding()).isNull();
        assertThat(check(good.subList(0, 6), head).finding())
                .isNotNull()
                .satisfies(
                        finding -> assertThat(finding.text()).contains("rewritten after event", "or cut", "SEQ:HEAD"));
    }

    @Test
    void whatWasRewrittenIsNarrowedByTheHeadsThereAre() {
        var lines = new ArrayList<>(good);
        lines.set(4, good.get(4).replace("tailrace", "somebody"));
        var rewritten = Trails.chainedAgain(lines, 5, true);
        var third = new Anchor(3, Trails.digest(good.get(2)), "a");
        var last = new Anchor(9, Trails.digest(good.get(8)), "b");

        assertThat(check(rewritten).finding()).isNull();
        assertThat(named(check(rewritten, last))).isEqualTo("REWRITTEN 1 9");
        assertThat(named(check(rewritten, third, last))).isEqualTo("REWRITTEN 4 9");
        assertThat(named(TrailCheck.of(Trails.file(rewritten), Trails.everyHead(good))))
                .isEqualTo("REWRITTEN 5 5");
    }

    @Test
    void theLastEventIsTold() {
        var edited = new ArrayList<>(good);
        edited.set(8, Trails.at(good.get(8), 9, TrailDigest.NONE));
        assertThat(named(check(edited))).as("8, or the prev of 9").isEqualTo("EDITED 8 9");
        assertThat(named(TrailCheck.of(Trails.file(edited), Trails.lastHead(good))))
                .isEqualTo("EDITED 9 9");

        var before = new ArrayList<>(good);
        before.set(7, good.get(7).replace("reason", "season"));
        assertThat(named(TrailCheck.of(Trails.file(before), Trails.lastHead(good))))
                .isEqualTo("EDITED 8 8");

        var twice = new ArrayList<>(good);
        twice.add(good.get(8));
        assertThat(named(check(twice))).isEqualTo("INSERTED 9 9");
        twice.set(9, good.get(3));
        assertThat(named(check(twice))).isEqualTo("INSERTED 4 4");
    }

    @Test
    void removedAndChainedAgainButNotRenumbered() {
        var lines = new ArrayList<>(good);
        lines.remove(4);
        assertThat(named(check(Trails.chainedAgain(lines, 4, false)))).isEqualTo("REMOVED 5 5");
    }

    @Test
    void aFileThatEndsWithinAnEventIsCut() {
        var file = Trails.file(good);
        var cut = java.util.Arrays.copyOf(file, file.length - 20);
        assertThat(named(TrailCheck.of(cut, List.of()))).isEqualTo("CUT 9 9");
        assertThat(named(TrailCheck.of(new byte[0], List.of()))).isEqualTo("CUT 1 1");
    }

    @Test
    void aFileThatWasTransferredAsTextIsToldSo() {
        var file = String.join("\r\n", good) + "\r\n";
        var check = TrailCheck.of(file.getBytes(StandardCharsets.UTF_8), List.of());
        assertThat(named(check)).isEqualTo("EDITED 1 9");
        assertThat(check.finding().text()).contains("transferred as text");
    }

    @Test
    void aHeadIsANumberAndADigest() {
        var digest = "ab".repeat(32);
        assertThat(Anchor.parse(" 17:" + digest + "\n", "f")).isEqualTo(new Anchor(17, digest, "f"));
        for (var none : List.of("", "17", "17:ab", "x:" + digest, digest + "0")) {
            assertThatThrownBy(() -> Anchor.parse(none, "f")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static TrailCheck check(List<String> lines, Anchor... anchors) {
        return TrailCheck.of(Trails.file(lines), List.of(anchors));
    }

    private static @Nullable String named(TrailCheck check) {
        var finding = check.finding();
        return finding == null ? null : "%s %d %d".formatted(finding.done(), finding.first(), finding.last());
    }
}
