package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.Suspected.OfRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"0, 1", "127, 1", "128, 1", "256, 2", "1000000, 7812", "128000000, 1000000", "9000000000, 1000000"})
    void aSourceIsDividedByItsItemsUpToWhatAScanTakes(long items, int segments) {
        assertThat(Draw.segments(items)).isEqualTo(segments);
    }

    /** By printf 'tailrace-sample-1\nmorning\nOrders\n0' | sha256sum, and so on: the bytes that are hashed never change. */
    @Test
    void theFirstSegmentsOfASeedAreKnown() {
        assertThat(new Draw("morning").segments("Orders", 1_000_000, 4).stream().boxed())
                .containsExactlyInAnyOrder(613250, 390400, 645329, 969772);
    }

    @Test
    void theRankOfARowIsKnown() {
        assertThat(HexFormat.of().formatHex(new Draw("morning").rank(Places.rowKey("é", "a:1,"))))
                .isEqualTo("cf00d3ba96033513e3b41bc2c63043288be42aecd2c5734acbc8f1831563ad7f");
    }

    @Test
    void anotherSeedAnotherTableOrAnotherNumberOfSegmentsDrawsOthers() {
        var some = segments("a", "t", 10_000);
        assertThat(segments("a", "t", 10_000)).isEqualTo(some);
        assertThat(segments("b", "t", 10_000)).isNotEqualTo(some);
        assertThat(segments("a", "u", 10_000)).isNotEqualTo(some);
        assertThat(segments("a", "t", 10_001)).isNotEqualTo(some);
        assertThat(some.cardinality()).isEqualTo(100);
    }

    private static BitSet segments(String seed, String table, int total) {
        return new Draw(seed).segments(table, total, 100);
    }

    @Test
    void allCanBeDrawnAndNoMore() {
        var all = new BitSet();
        all.set(0, 7);
        assertThat(new Draw("a").segments("t", 7, 7)).isEqualTo(all);
        assertThatThrownBy(() -> new Draw("a").segments("t", 7, 8)).hasMessageContaining("8 of 7");
    }

    @Test
    void theDrawnRowsDoNotDependOnTheOrderInWhichRowsCome() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(Places.row(Integer.toString(i), "a", "v"));
        }
        var expected = drawn(rows);
        Collections.shuffle(rows, new Random(1));
        assertThat(drawn(rows)).isEqualTo(expected).hasSize(50);
    }

    @Test
    void ofFewerRowsAllAreDrawn() {
        assertThat(drawn(List.of(Places.row("1", "a", "v"), Places.row("2", "a", "v"))))
                .hasSize(2);
    }

    /** The script for auditors has nothing of ours: that it draws the same shows that what is documented is enough. */
    @Test
    void thePythonScriptDrawsTheSame() throws Exception {
        assumeTrue(hasPython(), "there is no python3 on this machine");
        var keys =
                List.of(Places.rowKey("é", "a:1,"), Places.rowKey("", "\u0001\n"), Places.rowKey("\uD83D\uDE00", "b"));
        var lines = new ArrayList<String>();
        for (var key : keys) {
            lines.add(JSON.writeValueAsString(List.of(key.table(), key.cells())));
        }
        for (var seed : List.of("morning", "ü\n2026", "")) {
            var draw = new Draw(seed);
            var expected = new ArrayList<String>();
            draw.segments("Bestellungen ä", 7_812, 500).stream().forEach(i -> expected.add(Integer.toString(i)));
            keys.forEach(key -> expected.add(HexFormat.of().formatHex(draw.rank(key))));
            assertThat(python(
                            String.join("\n", lines),
                            "--draw",
                            "--seed=" + seed,
                            "--table",
                            "Bestellungen ä",
                            "--segments",
                            "7812",
                            "--drawn",
                            "500"))
                    .isEqualTo(expected);
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor(1, TimeUnit.MINUTES);
        } catch (IOException none) {
            return false;
        }
    }

    private static List<String> python(String input, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("python3", "../examples/audit/recheck.py"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("LC_ALL", "C.UTF-8");
        var python = builder.start();
        try (var in = python.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        var lines = python.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    private static List<OfRow> drawn(List<Row> rows) {
        var drawn = new DrawnRows(new Draw("seed"), 50);
        rows.forEach(drawn::take);
        assertThat(drawn.rows()).isEqualTo(rows.size());
        return drawn.drawn();
    }
}
