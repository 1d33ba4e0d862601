package dev.tailrace.mappers.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestsTest {
    private static final RowTable TABLE = new RowTable(
            "t",
            List.of(
                    new RowTable.Column("k", ColumnTypes.TEXT, "k"),
                    new RowTable.Column("a", ColumnTypes.TEXT, "a"),
                    new RowTable.Column("b", ColumnTypes.TEXT, "b")),
            1);

    @Test
    void digestsOfKeysArePersistedAndNeverChange() {
        assertThat(Digests.sourceKey(Item.of(Map.of("PK", new Value.Text("a"), "SK", new Value.Text("\ud800")))))
                .isEqualTo("e37ae89a5e7e49e137b592154615eb991757e7343130b1ee3b8d179c1e0cecc7");
        assertThat(Digests.rowKey(new RowKey("orders", List.of("a", "é"))))
                .isEqualTo("9d75a1740beb0e7d83871c4d64a120390fb71e7f9c82f2cb640e99a951c2e32e");
    }

    @Test
    void rowsThatDifferHaveDifferentDigests() {
        var rows = Stream.of(
                row("k", "a", "b"),
                row("k", "ab", ""),
                row("k", "", "ab"),
                row("k", null, "ab"),
                row("k", "ab", null),
                row("k", null, null));

        assertThat(rows.map(Digests::row).distinct()).hasSize(6);
        assertThat(Digests.row(row("k", "a", null))).isEqualTo(Digests.row(row("k", "a", null)));
        assertThat(Digests.rowKey(new RowKey("t", List.of("ab", ""))))
                .isNotEqualTo(Digests.rowKey(new RowKey("t", List.of("a", "b"))));
    }

    private static Row row(String... cells) {
        return new Row(TABLE, Arrays.asList(cells));
    }
}
