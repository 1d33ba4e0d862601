package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value.Num;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rows that are made of several items (R6, collection). */
class CollectedRowsTest extends StillTarget implements SourceReader {
    private static final KeySchema KEYS =
            new KeySchema(new KeyAttribute("doc", KeyType.S), new KeyAttribute("part", KeyType.S));
    private static final Mapper MAPPER = mapper();

    private final List<Item> source = new ArrayList<>();
    private int queries;

    private static Mapper mapper() {
        var rule = new MappingSpec.Rule(
                Map.of("part", Condition.of("chunk#{n:int}")),
                "documents",
                List.of("doc"),
                Map.of("body", new ColumnSpec("data", "text", null)),
                "rest",
                null,
                Map.of(),
                false,
                new Collect("n", 0, "parts", "data", List.of()));
        var compiled = MappingCompiler.compile(new MappingSpec(List.of(rule), MappingSpec.Else.SKIP), KEYS);
        return ((Compiled.Ok) compiled).mapper();
    }

    @Test
    void documentsAreEqualWithoutLookingAtAnyAgain() throws InterruptedException {
        source(part("a", 0, 2, "x"), part("a", 1, 2, "y"), part("b", 0, 1, "z"));
        target("a", part("a", 0, 2, "x"), part("a", 1, 2, "y"));
        target("b", part("b", 0, 1, "z"));
        var findings = findings();
        assertThat(findings.differences()).isEmpty();
        assertThat(findings.equal()).isEqualTo(2);
        assertThat(findings.items().items()).isEqualTo(3);
        assertThat(queries).isZero();
    }

    @Test
    void partsThatTheScanGivesApartAreReadTogether() throws InterruptedException {
        source(part("a", 0, 2, "x"), part("b", 0, 1, "z"), part("a", 1, 2, "y"));
        target("a", part("a", 0, 2, "x"), part("a", 1, 2, "y"));
        target("b", part("b", 0, 1, "z"));
        assertThat(findings().differences()).isEmpty();
        assertThat(queries).isPositive();
    }

    @Test
    void aDocumentThatDiffersIsFoundBothWays() throws InterruptedException {
        source(part("a", 0, 2, "x"), part("a", 1, 2, "y"), part("b", 0, 1, "z"));
        target("a", part("a", 0, 2, "x"), part("a", 1, 2, "Y"));
        target("c", part("c", 0, 1, "z"));
        assertThat(differences()).containsExactlyInAnyOrder("DIFFERENT a [body]", "MISSING b []", "EXTRA c []");
    }

    @Test
    void aDocumentWithoutAllItsPartsIsNamedOrMissing() throws InterruptedException {
        source(part("a", 0, 2, "x"), part("b", 1, 2, "y"));
        assertThat(differences()).containsExactlyInAnyOrder("MISSING a []", "MISSING b []");
        quarantine.add(KEYS.keyOf(part("a", 0, 2, "")));
        // Named by its first part, which is not there.
        quarantine.add(KEYS.keyOf(part("b", 0, 2, "")));
        assertThat(findings().differences()).isEmpty();
        assertThat(findings().quarantined()).isEqualTo(2);
    }

    @Test
    void aHalfMadeRowIsExtraEvenIfTheDocumentIsNamed() throws InterruptedException {
        source(part("a", 0, 2, "x"));
        target("a", part("a", 0, 1, "x"));
        quarantine.add(KEYS.keyOf(part("a", 0, 2, "")));
        assertThat(differences()).containsExactly("EXTRA a []");
    }

    @Test
    void aDocumentOverTheBoundsIsRefusedOnce() throws InterruptedException {
        for (int n = 0; n < 20; n++) {
            source(part("a", n, 20, "x".repeat(1 << 20)));
        }
        assertThat(differences()).containsExactly("MISSING a []");
        quarantine.add(KEYS.keyOf(part("a", 0, 2, "")));
        assertThat(findings().differences()).isEmpty();
    }

    private static Item part(String doc, int n, int parts, String data) {
        return Item.of(Map.of(
                "doc", new Text(doc),
                "part", new Text("chunk#" + n),
                "parts", new Num(BigDecimal.valueOf(parts)),
                "data", new Text(data)));
    }

    private void source(Item... items) {
        source.addAll(List.of(items));
    }

    private void target(String doc, Item... parts) {
        var made = (Collected.Whole) MAPPER.collect(new RowKey("documents", List.of(doc)), List.of(parts));
        target.put(made.row().key(), made.row());
    }

    private Set<String> differences() throws InterruptedException {
        return findings().differences().stream()
                .map(d -> d.kind() + " "
                        + ((Text) java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(d.source())
                                        .get("doc")))
                                .value()
                        + " " + d.columns())
                .collect(Collectors.toSet());
    }

    private Findings findings() throws InterruptedException {
        return new Comparison(
                        new ComparedStores(MAPPER, KEYS, null, this, this, this, this),
                        ComparisonLimits.STANDARD,
                        new InMemory())
                .run(10, 1);
    }

    @Override
    public void scan(Scan scan) throws InterruptedException {
        assertThat(scan.total()).isEqualTo(1);
        var run = scan.runs().apply(0);
        for (var item : source) {
            run.take(item);
        }
        run.end();
    }

    @Override
    public Collection<Item> parts(Item part, String begin) {
        queries++;
        assertThat(begin).isEqualTo("chunk#");
        return source.stream()
                .filter(item -> item.attributes().get("doc").equals(part.get("doc")))
                .toList();
    }

    @Override
    public Map<Item, Item> items(Collection<Item> keys) {
        return source.stream()
                .filter(item -> keys.contains(KEYS.keyOf(item)))
                .collect(Collectors.toMap(KEYS::keyOf, item -> item));
    }
}
