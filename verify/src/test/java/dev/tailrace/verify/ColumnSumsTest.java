package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.Copied.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnSumsTest {
    private static final List<Copied> COLUMNS = List.of(
            column("total", Kind.NUMBER),
            column("name", Kind.TEXT),
            column("paid", Kind.BOOLEAN),
            column("blob", Kind.BYTES),
            column("at", Kind.OTHER));

    private static Copied column(String name, Kind kind) {
        return new Copied("places", name, name, kind);
    }

    private static Value number(String text) {
        return new Value.Num(new BigDecimal(text));
    }

    @Test
    void valuesAreSummedUpAsTheyAreInTheSource() {
        var sums = new ColumnSums(COLUMNS);
        add(
                sums,
                Map.of(
                        "total", number("0.1"),
                        "name", new Value.Text("é"),
                        "paid", new Value.Bool(true),
                        "blob", new Value.Binary(Bytes.of(new byte[] {1, 2, 3})),
                        "at", new Value.Text("2026-01-01")));
        add(sums, Map.of("total", number("0.2"), "name", new Value.Text(""), "paid", new Value.Bool(false)));
        add(sums, Map.of("total", new Value.Text("-7.50"), "name", new Value.Null()));
        assertThat(sums.rows()).containsExactly(Map.entry("places", 3L));
        assertThat(sums.totals())
                .containsExactly(
                        new ColumnTotal(COLUMNS.get(0), 3, 0, "-7.2", "-7.5", "0.2"),
                        new ColumnTotal(COLUMNS.get(1), 2, 1, "2", "0", "2"),
                        new ColumnTotal(COLUMNS.get(2), 2, 1, "1", null, null),
                        new ColumnTotal(COLUMNS.get(3), 1, 2, "3", "3", "3"),
                        new ColumnTotal(COLUMNS.get(4), 1, 2, null, null, null));
    }

    /** 38 digits and 130 places behind the point: a double would have lost them. */
    @Test
    void numbersAreSummedUpExactly() {
        var sums = new ColumnSums(COLUMNS);
        add(sums, Map.of("total", number("99999999999999999999999999999999999999")));
        add(sums, Map.of("total", number("1E-130")));
        assertThat(sums.totals().getFirst().sum())
                .isEqualTo("99999999999999999999999999999999999999." + "0".repeat(129) + "1");
    }

    @Test
    void segmentsAddUpWhateverTheirOrder() {
        var one = new ColumnSums(COLUMNS);
        add(one, Map.of("total", number("5"), "name", new Value.Text("abc")));
        var other = new ColumnSums(COLUMNS);
        add(other, Map.of("total", number("-2")));
        var none = new ColumnSums(COLUMNS);
        var both = new ColumnSums(COLUMNS);
        both.add(none);
        both.add(one);
        both.add(other);
        var reverse = new ColumnSums(COLUMNS);
        reverse.add(other);
        reverse.add(one);
        assertThat(both.totals()).isEqualTo(reverse.totals());
        assertThat(both.totals().getFirst()).isEqualTo(new ColumnTotal(COLUMNS.getFirst(), 2, 0, "3", "-2", "5"));
        assertThat(both.rows()).containsExactly(Map.entry("places", 2L));
    }

    private static void add(ColumnSums sums, Map<String, Value> attributes) {
        sums.add(Item.of(attributes), Places.row("1", "a", "v"));
    }
}
