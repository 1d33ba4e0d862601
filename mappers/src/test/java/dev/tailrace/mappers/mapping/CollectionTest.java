package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are made of several items (R6, collection). */
class CollectionTest {
    private static final String DOCUMENTS = """
            [ { when: { PK: 'doc#{doc_id}', SK: 'chunk#{n:int:3}' }, into: 'documents', key: ['doc_id'],
                collect: { order: 'n', parts: 'totalChunks', join: 'data', same: ['etag'] },
                columns: { body: { from: 'data', type: 'text' }, title: 'text' }, rest: 'attributes' },
              { when: { PK: 'doc#{doc_id}', SK: 'METADATA' }, into: 'metadata', key: ['doc_id'], rest: 'attributes' } ]
            """;

    private static final RowKey KEY = new RowKey("documents", List.of("a"));

    private final Mapper mapper = mapper(PK_SK, DOCUMENTS);

    private static Item part(int n, int total, String data) {
        return part(n, total, data, "");
    }

    private static Item part(int n, int total, String data, String more) {
        return item("{ PK: {S: 'doc#a'}, SK: {S: 'chunk#%03d'}, totalChunks: {N: '%d'}, data: {S: '%s'} %s }"
                .formatted(n, total, data, more));
    }

    @Test
    void partsInAnyOrderBecomeOneRow() {
        var parts = List.of(part(2, 3, "!"), part(0, 3, "Hello, ", ", title: {S: 'T'}"), part(1, 3, "world"));
        assertThat(mapper.map(parts.getFirst())).isEqualTo(new Mapped.Part(KEY));
        var row = row(mapper, parts);
        assertThat(row.key()).isEqualTo(KEY);
        assertThat(cells(row))
                .containsAllEntriesOf(Map.of("doc_id", "a", "body", "Hello, world!", "title", "T"))
                .containsEntry(
                        "attributes",
                        "{\"_parts\":[{\"length\":7,\"n\":0},{\"length\":5,\"n\":1,\"without\":[\"title\"]},"
                                + "{\"length\":1,\"n\":2,\"without\":[\"title\"]}],\"totalChunks\":3}");
    }

    @Test
    void otherItemsOfThePartitionGoTheirOwnWay() {
        var metadata = item("{ PK: {S: 'doc#a'}, SK: {S: 'METADATA'} }");
        assertThat(mapper.map(metadata)).isInstanceOf(Mapped.Rows.class);
        assertThat(cells(row(mapper, List.of(metadata, part(0, 1, "x"))))).containsEntry("body", "x");
        assertThat(mapper.collect(KEY, List.of(metadata))).isEqualTo(new Collected.None());
        assertThat(mapper.tables())
                .extracting(RowTable::name, RowTable::kind)
                .containsExactly(
                        tuple("documents", RowTable.Kind.COLLECTION), tuple("metadata", RowTable.Kind.INJECTIVE));
    }

    @Test
    void theKeyLeadsToTheFirstPart() {
        assertThat(mapper.itemKey(KEY)).isEqualTo(PK_SK.keyOf(part(0, 1, "")));
        assertThat(mapper.partsBegin("documents")).isEqualTo("chunk#");
        assertThatIllegalArgumentException().isThrownBy(() -> mapper.partsBegin("metadata"));
    }

    @Test
    void aPartWhosePlaceIsWrittenOtherwiseIsRefused() {
        var narrow = mapper(PK_SK, DOCUMENTS.replace("{n:int:3}", "{n:int}"));
        assertThat(narrow.map(item("{ PK: {S: 'doc#a'}, SK: {S: 'chunk#7'} }"))).isEqualTo(new Mapped.Part(KEY));
        assertThat(refusal(narrow, part(7, 8, "x")).code()).isEqualTo("TR-M021");
    }

    @Test
    void thereIsNoRowBeforeAllPartsAreThere() {
        assertThat(broken(part(0, 3, "a"), part(2, 3, "c"))).contains("1 of 3 parts are missing, part 1 first");
        assertThat(broken(part(1, 3, "b"), part(2, 3, "c"))).contains("Part 0 is missing");
        assertThat(broken(item("{ PK: {S: 'doc#a'}, SK: {S: 'chunk#000'}, data: {S: ''} }")))
                .contains("totalChunks of part 0 is not a number of parts");
        assertThat(broken(item("{ PK: {S: 'doc#a'}, SK: {S: 'chunk#000'}, totalChunks: {N: '1'} }")))
                .contains("data of part 0 is missing");
    }

    @Test
    void partsOfTwoVersionsMakeNoRow() {
        assertThat(broken(part(0, 2, "a"), part(1, 3, "b"))).contains("different versions by totalChunks");
        assertThat(broken(part(0, 2, "a", ", etag: {S: '1'}"), part(1, 2, "b", ", etag: {S: '2'}")))
                .contains("different versions by etag");
        assertThat(broken(part(0, 2, "a", ", etag: {S: '1'}"), part(1, 2, "b"))).contains("different versions by etag");
        assertThat(broken(
                        part(0, 2, "a"),
                        item("{ PK: {S: 'doc#a'}, SK: {S: 'chunk#001'}, totalChunks: {N: '2'}, data: {B: 'AAAA'} }")))
                .contains("different versions by data");
    }

    @Test
    void surplusPartsAreNoneOfTheBodyAndAreKeptInRest() {
        var left = part(2, 3, "old", ", note: {S: 'x'}");
        var row = row(mapper, List.of(part(0, 2, "a"), part(1, 2, "b"), left));
        assertThat(cells(row)).containsEntry("body", "ab");
        assertThat(cells(row).get("attributes"))
                .contains("{\"n\":2,\"rest\":{\"data\":\"old\",\"note\":\"x\",\"totalChunks\":3}}");
    }

    @Test
    void surplusPartsAreNamedWhereThereIsNoRest() {
        var bare = mapper(PK_SK, DOCUMENTS.replace("title: 'text' }, rest: 'attributes' }", "title: 'text' } }"));
        var whole = (Collected.Whole) bare.collect(KEY, List.of(part(0, 1, "a"), part(1, 2, "b")));
        assertThat(cells(whole.row())).isEqualTo(Map.of("doc_id", "a", "body", "a"));
        assertThat(whole.left()).isNotNull();
        assertThat(whole.left().code()).isEqualTo("TR-Q005");
        assertThat(((Collected.Whole) bare.collect(KEY, List.of(part(0, 1, "a")))).left())
                .isNull();
    }

    @Test
    void theFirstPartIsNumberedAsTheRuleSays() {
        var ones = mapper(PK_SK, DOCUMENTS.replace("order: 'n'", "order: 'n', first: 1"));
        assertThat(cells(row(ones, List.of(part(1, 2, "a"), part(2, 2, "b"))))).containsEntry("body", "ab");
        assertThat(ones.itemKey(KEY)).isEqualTo(PK_SK.keyOf(part(1, 1, "")));
        // What the other numbering would take for a whole document is none.
        assertThat(broken(ones, part(0, 2, "a"), part(1, 2, "b"))).contains("part 2 first");
        assertThat(broken(part(1, 2, "a"), part(2, 2, "b"))).contains("Part 0 is missing");
        assertThat(cells(row(ones, List.of(part(0, 1, "z"), part(1, 1, "a")))).get("attributes"))
                .contains("{\"n\":0,\"rest\":{\"data\":\"z\",\"totalChunks\":1}}");
    }

    @Test
    void theJoinedTextIsUnpacked() {
        var packing = mapper(
                PK_SK,
                DOCUMENTS.replace(
                        "from: 'data', type: 'text'",
                        "from: 'data', type: 'text', decode: 'gzip+base64', flag: 'compressed'"));
        var packed = ((Value.Text) Packing.GZIP_BASE64.pack("Grüße".repeat(100))).value();
        var parts = List.of(
                part(0, 2, packed.substring(0, 11), ", compressed: {BOOL: true}"),
                part(1, 2, packed.substring(11), ", compressed: {BOOL: true}"));
        var row = row(packing, parts);
        assertThat(cells(row)).containsEntry("body", "Grüße".repeat(100));
        assertThat(((dev.tailrace.mappers.mapper.ReversibleMapper) packing).parts(row))
                .isEqualTo(parts);
        assertThat(broken(
                        packing,
                        part(0, 2, packed.substring(0, 11), ", compressed: {BOOL: true}"),
                        part(1, 2, packed.substring(11))))
                .contains("different versions by compressed");
        assertThat(broken(packing, part(0, 1, "no gzip", ", compressed: {BOOL: true}")))
                .contains("does not unpack");
    }

    @Test
    void aRowTakesNoMoreThanItsBounds() {
        var large = "x".repeat(390_000);
        var parts = new ArrayList<Item>();
        for (int n = 0; n < 44; n++) {
            parts.add(part(n, 44, large));
        }
        assertThat(row(mapper, List.of(part(0, 1, large)))).isNotNull();
        assertThat(mapper.collect(KEY, parts))
                .isInstanceOfSatisfying(
                        Collected.Broken.class, b -> assertThat(b.why().code()).isEqualTo("TR-Q005"));
    }

    @Test
    void oneOfWhomSoManyWereReadThatThereMayBeMoreIsRefused() {
        var items = new ArrayList<Item>(
                Collections.nCopies(Collected.MOST_PARTS, item("{ PK: {S: 'doc#a'}, SK: {S: 'x'} }")));
        items.add(part(0, 1, "a"));
        assertThat(mapper.collect(KEY, items))
                .isInstanceOfSatisfying(
                        Collected.Broken.class, b -> assertThat(b.why().code()).isEqualTo("TR-Q005"));
        assertThat(cells(row(mapper, items.subList(1, items.size())))).containsEntry("body", "a");
    }

    @Test
    void aChangedRowGivesPartsThatJoinToIt() {
        var compiled = compiled(PK_SK, DOCUMENTS);
        var row = row(mapper, List.of(part(0, 2, "abc"), part(1, 2, "de")));
        for (var text : List.of("abXYZWV", "ab", "")) {
            var cells = new ArrayList<>(row.cells());
            cells.set(1, text);
            var parts = compiled.mapper().parts(new Row(row.table(), cells));
            assertThat(parts).hasSize(2);
            assertThat(cells(row(mapper, parts))).containsEntry("body", text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyPartsComeBackAsTheyWere(long seed) {
        var compiled = compiled(PK_SK, DOCUMENTS.replace(", same: ['etag']", ""));
        assertThat(compiled.reversibilities())
                .allSatisfy(r -> assertThat(r.reversible()).isTrue());
        var random = new Random(seed);
        var values = new RandomValues(seed);
        int whole = 0;
        for (int i = 0; i < 3_000; i++) {
            var parts = parts(random, values);
            var given = new ArrayList<>(parts);
            Collections.shuffle(given, random);
            if (compiled.mapper().collect(KEY, given) instanceof Collected.Whole made) {
                whole++;
                assertThat(compiled.mapper().parts(made.row()))
                        .as("seed %d, documents %d", seed, i)
                        .isEqualTo(parts);
            }
        }
        assertThat(whole).isGreaterThan(1_000);
    }

    /** In order; some that say the same and some that do not, surplus ones, binary ones, some that do not go together. */
    private static List<Item> parts(Random random, RandomValues values) {
        int total = 1 + random.nextInt(4);
        boolean binary = random.nextInt(4) == 0;
        var title = new Value.Text("t");
        var parts = new ArrayList<Item>();
        for (int n = 0; n < total + random.nextInt(2); n++) {
            var attributes = new TreeMap<String, Value>();
            attributes.put("PK", new Value.Text("doc#a"));
            attributes.put("SK", new Value.Text("chunk#%03d".formatted(n)));
            attributes.put(
                    "totalChunks",
                    new Value.Num(BigDecimal.valueOf(n >= total || random.nextInt(30) == 0 ? total + 1 : total)));
            if (random.nextInt(30) > 0) {
                attributes.put("data", binary ? bytes(random) : new Value.Text(text(random)));
            }
            if (random.nextBoolean()) {
                attributes.put("title", random.nextInt(4) == 0 ? values.value(1) : title);
            }
            if (random.nextBoolean()) {
                attributes.put("x", values.value(2));
            }
            parts.add(Item.of(attributes));
        }
        return parts;
    }

    private static Value bytes(Random random) {
        var bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return new Value.Binary(Bytes.of(bytes));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.appendCodePoint(random.nextBoolean() ? 'a' : random.nextBoolean() ? 0x1F600 : 'é');
        }
        return text.toString();
    }

    @Test
    void aCollectionIsToldByItsKind() {
        var compiled = compiled(PK_SK, DOCUMENTS);
        assertThat(compiled.kinds().getFirst().kind()).isEqualTo(TableKind.Kind.COLLECTION);
        assertThat(compiled.kinds().getFirst().reason()).contains("all items of a partition key");
        assertThat(compiled.holdings()).extracting(Holding::table).doesNotContain("documents");
        var bare = compiled(PK_SK, DOCUMENTS.replace("title: 'text' }, rest: 'attributes' }", "title: 'text' } }"));
        assertThat(bare.reversibilities().getFirst().losses())
                .singleElement()
                .satisfies(
                        loss -> assertThat(loss.why()).endsWith("which says where a part ends: no part comes back."));
    }

    @Test
    void whatCannotBeCollectedIsAProblem() {
        assertProblem("{n:int:3}", "{n}", "is not a field of type int");
        assertProblem(
                "doc#{doc_id}', SK: 'chunk#{n:int:3}",
                "doc#{n:int:3}', SK: 'chunk#{doc_id}",
                "not a field of the sort key");
        assertProblem("doc#{doc_id}', SK: 'chunk", "doc#{doc_id}#{n:int:3}', SK: 'chunk", "and of it alone");
        assertProblem("key: ['doc_id'],\n    collect", "key: ['doc_id', 'n'],\n    collect", "is a column");
        assertProblem("order: 'n'", "order: 'n', first: 2", "The first part's place is 2");
        assertProblem("join: 'data'", "join: 'text'", "No column takes the joined attribute text");
        assertProblem("join: 'data'", "join: 'SK'", "can be neither joined");
        assertProblem("key: ['doc_id'],\n    collect", "key: ['title'],\n    collect", "depends on more than");
        assertProblem(
                "key: ['doc_id'],\n    collect",
                "key: ['doc_id'], owned: true,\n    collect",
                "none of its rows belongs to a single item");
        assertProblem("SK: 'chunk#{n:int:3}' }", "SK: 'chunk#{n:int:3}', type: 'x' }", "depends on more than its key");
        assertProblem("into: 'metadata'", "into: 'documents'", "its rows are made by it alone");
        assertProblem("doc#{doc_id}', SK: 'chunk", "doc#{doc_id}#{x}', SK: 'chunk", "x of PK is not in the key");
    }

    @Test
    void aKeyThatIsComputedOfThePlaceIsAProblem() {
        var rules = DOCUMENTS
                .replaceFirst("key: \\['doc_id'\\]", "key: ['doc_id', 'shard']")
                .replaceFirst("title: 'text'", "title: 'text', shard: { of: 'n', by: 'md5', mod: 10 }");
        assertThat(problems(PK_SK, rules))
                .extracting(MappingProblem::what)
                .singleElement()
                .asString()
                .contains("depends on more than its parts have in common");
    }

    private static void assertProblem(String from, String to, String what) {
        assertThat(DOCUMENTS).contains(from);
        assertThat(problems(PK_SK, DOCUMENTS.replace(from, to)))
                .extracting(MappingProblem::what)
                .anySatisfy(told -> assertThat(told).contains(what));
    }

    private static Row row(Mapper mapper, List<Item> items) {
        var collected = mapper.collect(KEY, items);
        assertThat(collected).isInstanceOf(Collected.Whole.class);
        assertThat(((Collected.Whole) collected).left()).isNull();
        return ((Collected.Whole) collected).row();
    }

    private String broken(Item... items) {
        return broken(mapper, items);
    }

    private static String broken(Mapper mapper, Item... items) {
        var collected = mapper.collect(KEY, Arrays.asList(items));
        assertThat(collected).isInstanceOf(Collected.Broken.class);
        return ((Collected.Broken) collected).why().reason();
    }
}
