package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that name their item (R6), which their key does not tell. Item id → row place. */
class OwnedRowsTest extends StillTarget implements SourceReader {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final Mapper MAPPER = mapper();

    private final Map<Item, Item> source = new HashMap<>();

    private static Mapper mapper() {
        var rule = new MappingSpec.Rule(
                Map.of(),
                "places",
                List.of("place"),
                Map.of("place", new ColumnSpec(null, "text", null)),
                "rest",
                null,
                Map.of(),
                true);
        var compiled = MappingCompiler.compile(new MappingSpec(List.of(rule), MappingSpec.Else.REFUSE), KEYS);
        return ((Compiled.Ok) compiled).mapper();
    }

    @Test
    void rowsThatNameTheirItemsAreEqual() throws InterruptedException {
        settled("a", "x");
        settled("b", "y");
        assertThat(differences()).isEmpty();
        assertThat(findings().equal()).isEqualTo(2);
    }

    @Test
    void ofItemsThatClaimOneRowTheOneWithoutItIsAccountedForInQuarantine() throws InterruptedException {
        settled("a", "x");
        source("b", "x");
        name("a", "b");
        assertThat(differences()).isEmpty();
        assertThat(findings().quarantinedKeys()).containsExactly(key("b"));
        assertThat(findings().equal()).isEqualTo(1);
    }

    @Test
    void anItemThatLostItsRowAndIsNamedNowhereIsMissing() throws InterruptedException {
        settled("a", "x");
        source("b", "x");
        name("a");
        assertThat(differences()).containsExactlyInAnyOrder("MISSING b x");
    }

    @Test
    void aRowThatNamesAnItemThatLeftIsExtraAndTheItemThatLivesThereMissing() throws InterruptedException {
        source("a", "x");
        target("b", "x");
        assertThat(differences()).containsExactlyInAnyOrder("EXTRA b x", "MISSING a x");
    }

    @Test
    void aRowOfAnItemThatLivesElsewhereIsExtra() throws InterruptedException {
        settled("a", "y");
        target("a", "x");
        assertThat(differences()).containsExactlyInAnyOrder("EXTRA a x");
    }

    @Test
    void aRowThatNamesNoItemOfTheTableIsExtra() throws InterruptedException {
        for (var named : new String[] {
            null, "", "a", "{}", "{\"id\":{\"N\":\"1\"}}", "{\"id\":{\"S\":\"a\"},\"b\":{\"S\":\"c\"}}"
        }) {
            target.clear();
            put(named, "x");
            assertThat(differences()).as(named).containsExactly("EXTRA ? x");
        }
    }

    /** So that an attempt that goes on knows it as no item's row. */
    @Test
    void aRowThatNamesNoItemIsSavedWithWhatItNames() throws InterruptedException {
        put("by hand", "x");
        var row = target.values().iterator().next();
        var suspected = new Suspected.OfRow(row.key(), "by hand", new Rows(0, 1));
        var recheck = new Recheck(stores(), 10);
        recheck.suspect(suspected);
        assertThat(recheck.open()).containsExactly(suspected);
    }

    private Set<String> differences() throws InterruptedException {
        return findings().differences().stream()
                .map(d -> d.kind() + " " + id(d.source()) + " "
                        + (d.row() == null ? "?" : d.row().cells().getFirst()))
                .collect(Collectors.toSet());
    }

    private Findings findings() throws InterruptedException {
        return new Comparison(stores(), ComparisonLimits.STANDARD, new InMemory()).run(10, 1);
    }

    private ComparedStores stores() {
        return new ComparedStores(MAPPER, KEYS, null, this, this, this, this);
    }

    private static String id(@Nullable Item key) {
        return key != null && key.get("id") instanceof Text text ? text.value() : "?";
    }

    private static Item key(String id) {
        return Item.of(Map.of("id", new Text(id)));
    }

    private void settled(String id, String place) {
        source(id, place);
        target(id, place);
    }

    private void source(String id, String place) {
        source.put(key(id), Item.of(Map.of("id", new Text(id), "place", new Text(place))));
    }

    private void target(String id, String place) {
        put(DynamoJson.write(key(id)), place);
    }

    private void put(@Nullable String named, String place) {
        var cells = new ArrayList<@Nullable String>();
        for (var column : MAPPER.tables().getFirst().columns()) {
            cells.add(
                    switch (column.name()) {
                        case "place" -> place;
                        case RowTable.SOURCE_KEY -> named;
                        default -> rest();
                    });
        }
        var row = new Row(MAPPER.tables().getFirst(), cells);
        target.put(row.key(), row);
    }

    private static @Nullable String rest() {
        var mapped = (Mapped.Rows) MAPPER.map(Item.of(Map.of("id", new Text("a"), "place", new Text("x"))));
        return mapped.rows().getFirst().cells().get(1);
    }

    private void name(String... ids) {
        for (var id : ids) {
            quarantine.add(key(id));
        }
    }

    @Override
    public void scan(Scan scan) throws InterruptedException {
        assertThat(scan.total()).isEqualTo(1);
        var run = scan.runs().apply(0);
        for (var item : source.values()) {
            run.take(item);
        }
        run.end();
    }

    @Override
    public Collection<Item> parts(Item part, String begin) {
        throw new UnsupportedOperationException("there are no collections");
    }

    @Override
    public Map<Item, Item> items(Collection<Item> keys) {
        var found = new HashMap<>(source);
        found.keySet().retainAll(new HashSet<>(keys));
        return found;
    }
}
