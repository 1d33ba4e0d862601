package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Documents.metadata;
import static dev.tailrace.activities.engine.Documents.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.mappers.item.Item;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that are made of several items (R6, collection): DynamoDB Local, the engine's statements, Postgres. */
@Tag("stack")
@Timeout(120)
class CollectionTest {
    /** Not the common pool, which has one thread on two cores. */
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Documents source = new Documents();
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source, Documents.mapping(), Documents.KEYS);
        bench.run("alter table documents add constraint words check (body !~ 'forbidden')");
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void theCopyOnlyMarksAndThePurgeReadsEachDocumentOnce() throws Exception {
        var copy = new Copying(bench, 1);
        var items = List.of(
                part("a", 0, 2, "x"),
                part("a", 1, 2, "y"),
                metadata("a", "T"),
                part("b", 0, 1, "z"),
                part("c", 1, 2, ""));
        items.forEach(source::put);
        // Documents lie across pages.
        copy.page("{}", items.get(0));
        copy.page("{}", items.get(1), items.get(2));
        copy.last(items.get(3), items.get(4));
        assertThat(rows()).isEmpty();
        assertThat(bench.one(String.class, "select title from metadata where doc = 'a'"))
                .isEqualTo("T");
        purged();
        assertThat(rows()).isEqualTo(Map.of("a", "xy", "b", "z"));
        assertThat(entries()).containsExactly("doc#c chunk#000 TR-Q004");
        assertThat(source.reads()).isEqualTo(3);
        assertThat(bench.one(Long.class, "select count(*) from tailrace.dirty")).isZero();
    }

    @Test
    void partsInAnyOrderAreARowWhenTheLastIsThere() throws Exception {
        copied();
        var capture = new Capturing(bench, 1);
        write(capture, null, part("a", 2, 3, "!"));
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-Q004");
        write(capture, null, part("a", 0, 3, "Hello, "));
        assertThat(rows()).isEmpty();
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-Q004");
        write(capture, null, part("a", 1, 3, "world"));
        assertThat(rows()).isEqualTo(Map.of("a", "Hello, world!"));
        assertNothingIsLeft();
    }

    @Test
    void aDocumentThatIsWrittenAnewIsNoRowWhileItsPartsAreOfTwoVersions() throws Exception {
        copied(part("a", 0, 2, "x"), part("a", 1, 2, "y"));
        var capture = new Capturing(bench, 1);
        // It grows.
        write(capture, part("a", 0, 2, "x"), part("a", 0, 3, "1"));
        assertThat(rows()).isEmpty();
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-Q004");
        write(capture, part("a", 1, 2, "y"), part("a", 1, 3, "2"));
        write(capture, null, part("a", 2, 3, "3"));
        assertThat(rows()).isEqualTo(Map.of("a", "123"));
        assertNothingIsLeft();
        // It shrinks, and leaves a part behind.
        write(capture, part("a", 0, 3, "1"), part("a", 0, 1, "0"));
        assertThat(rows()).isEqualTo(Map.of("a", "0"));
        assertThat(rest("a")).contains("\"n\": 1", "\"data\": \"2\"", "\"n\": 2", "\"data\": \"3\"");
        write(capture, part("a", 2, 3, "3"), null);
        write(capture, part("a", 1, 3, "2"), null);
        assertThat(rest("a")).doesNotContain("data");
        assertNothingIsLeft();
    }

    @Test
    void aDocumentThatLosesAPartLosesItsRowAndOneThatLosesAllIsForgotten() throws Exception {
        copied(part("a", 0, 2, "x"), part("a", 1, 2, "y"), part("b", 0, 1, "z"));
        var capture = new Capturing(bench, 1);
        write(capture, part("a", 0, 2, "x"), null);
        assertThat(rows()).isEqualTo(Map.of("b", "z"));
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-Q004");
        write(capture, part("a", 1, 2, "y"), null);
        assertThat(rows()).isEqualTo(Map.of("b", "z"));
        assertNothingIsLeft();
    }

    @Test
    void beforeTheBarrierCaptureRecordsAndWritesNoRow() throws Exception {
        source.put(part("a", 0, 1, "new"));
        new Capturing(bench, 1)
                .change(part("a", 0, 2, "old"), part("a", 0, 1, "new"))
                .change(part("a", 1, 2, "old"), null)
                .apply();
        assertThat(rows()).isEmpty();
        assertThat(source.reads()).isZero();
        // A page from before the change.
        new Copying(bench, 1).last(part("a", 0, 2, "old"), part("a", 1, 2, "old"));
        purged();
        assertThat(rows()).isEqualTo(Map.of("a", "new"));
        assertNothingIsLeft();
    }

    @Test
    void aDocumentLargerThanAPageIsReadToItsEnd() throws Exception {
        var large = new StringBuilder();
        var capture = new Capturing(bench, 1);
        for (int n = 0; n < 5; n++) {
            var part = part("a", n, 5, Integer.toString(n).repeat(350_000));
            source.put(part);
            capture.change(null, part);
            large.append(Integer.toString(n).repeat(350_000));
        }
        copied();
        capture.apply();
        assertThat(rows().get("a")).isEqualTo(large.toString());
        assertThat(source.reads()).isGreaterThan(1);
    }

    @Test
    void aDocumentOverTheBoundsIsNamedAndNotReadToItsEnd() throws Exception {
        for (int n = 0; n < 50; n++) {
            source.put(part("a", n, 50, "x".repeat(390_000)));
        }
        source.put(part("b", 0, 1, "z"));
        new Copying(bench, 1).last(part("a", 0, 50, ""), part("b", 0, 1, "z"));
        purged();
        assertThat(rows()).isEqualTo(Map.of("b", "z"));
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-Q005");
    }

    @Test
    void aChangeWhileThePartsAreReadWaitsForTheDocumentAndIsTheLastWord() throws Exception {
        bench.run("insert into tailrace.lane (pass_id, name, kind) values (1, 'shard/b', 'shard')");
        copied(part("a", 0, 2, "x"), part("a", 1, 2, "y"));
        var late = new Capturing(bench, "b", 1).change(part("a", 0, 2, "x"), null);
        var applied = new AtomicReference<CompletableFuture<Void>>();
        source.whileRead(() -> {
            source.remove(part("a", 0, 2, "x"));
            applied.set(CompletableFuture.runAsync(() -> apply(late), THREADS));
            bench.untilALockIsWaitedForOr(applied.get());
        });
        new Capturing(bench, 1).change(null, part("a", 1, 2, "y")).apply();
        applied.get().get(10, TimeUnit.SECONDS);
        assertThat(rows()).isEmpty();
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-Q004");
    }

    @Test
    void aFailedReadWritesNothingAndDoesNotMoveTheLane() throws Exception {
        copied(part("a", 0, 1, "x"));
        source.put(part("a", 0, 1, "y"));
        source.whileRead(() -> {
            throw new IllegalStateException("the source is away");
        });
        var capture = new Capturing(bench, 1).change(part("a", 0, 1, "x"), part("a", 0, 1, "y"));
        assertThatThrownBy(capture::apply).isInstanceOf(IllegalStateException.class);
        assertThat(rows()).isEqualTo(Map.of("a", "x"));
        assertThat(position()).isEmpty();
        new Capturing(bench, 2)
                .change(part("a", 0, 1, "x"), part("a", 0, 1, "y"))
                .apply();
        assertThat(rows()).isEqualTo(Map.of("a", "y"));
    }

    @Test
    void aBatchOfManyDocumentsIsResolvedInPartsBeforeItsPositionPasses() throws Exception {
        copied();
        var capture = new Capturing(bench, 1);
        for (int i = 0; i < 50; i++) {
            var part = part("d" + i, 0, 1, "body " + i);
            source.put(part);
            capture.change(null, part);
        }
        capture.apply();
        assertThat(rows()).hasSize(50).containsEntry("d49", "body 49");
        assertThat(source.reads()).isEqualTo(50);
        assertThat(position()).isEqualTo("50");
        assertNothingIsLeft();
    }

    @Test
    void aBarrierThatIsRaisedWhenMuchWasToBeRecordedLeavesNoDocumentBehind() throws Exception {
        new Copying(bench, 1).last();
        var armed = new AtomicBoolean();
        var connection = bench.connection();
        // Where nothing is to be resolved ahead yet, a transaction ends before that of the batch begins.
        var watched = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        var result = method.invoke(connection, arguments);
                        if (method.getName().equals("rollback") && arguments == null && armed.getAndSet(false)) {
                            Copying.raiseBarrier(bench);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        var capture = new Capturing(bench, watched, "a", 1);
        for (int i = 0; i < 50; i++) {
            var part = part("d" + i, 0, 1, "body " + i);
            source.put(part);
            capture.change(null, part);
        }
        armed.set(true);
        capture.apply();
        assertThat(armed).isFalse();
        assertThat(rows()).hasSize(50);
        assertThat(position()).isEqualTo("50");
        assertNothingIsLeft();
    }

    @Test
    void whatPostgresRefusesIsNamedAndLeavesNoOldRow() throws Exception {
        copied(part("a", 0, 1, "x"), part("b", 0, 1, "z"));
        var capture = new Capturing(bench, 1);
        write(capture, part("a", 0, 1, "x"), part("a", 0, 1, "forbidden"));
        assertThat(rows()).isEqualTo(Map.of("b", "z"));
        assertThat(entries()).containsExactly("doc#a chunk#000 TR-M022");
        write(capture, part("a", 0, 1, "forbidden"), part("a", 0, 1, "y"));
        assertThat(rows()).isEqualTo(Map.of("a", "y", "b", "z"));
        assertNothingIsLeft();
    }

    @Test
    void lookingAgainReadsTheDocumentThatAnEntryNames() throws Exception {
        copied(part("a", 1, 2, "y"), part("b", 1, 2, "y"), part("c", 1, 2, "y"));
        source.put(part("a", 0, 2, "x"));
        source.remove(part("b", 1, 2, "y"));
        Copying.replayQuarantine(bench, true);
        assertThat(rows()).isEqualTo(Map.of("a", "xy"));
        assertThat(entries()).containsExactly("doc#c chunk#000 TR-Q004");
    }

    private void copied(Item... items) throws Exception {
        List.of(items).forEach(source::put);
        new Copying(bench, 1).last(items);
        purged();
    }

    private void purged() throws Exception {
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
    }

    /** Changes the source, and applies the change. */
    private void write(Capturing capture, Item before, Item after) throws Exception {
        if (after == null) {
            source.remove(before);
        } else {
            source.put(after);
        }
        capture.change(before, after).apply();
    }

    private static void apply(Capturing capture) {
        try {
            capture.apply();
        } catch (SQLException | LaneLost e) {
            throw new IllegalStateException("Cannot apply the change", e);
        }
    }

    private Map<String, String> rows() {
        var rows = new TreeMap<String, String>();
        DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select doc, body from documents")
                .forEach(r -> rows.put(r.get(0, String.class), r.get(1, String.class)));
        return rows;
    }

    private String rest(String doc) {
        return bench.one(String.class, "select rest::text from documents where doc = ?", doc);
    }

    private String position() {
        return bench.one(String.class, "select coalesce(position, '') from tailrace.lane where name = 'shard/a'");
    }

    private void assertNothingIsLeft() {
        assertThat(entries()).isEmpty();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.claim")).isZero();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.dirty")).isZero();
    }

    /** Source key and code of each entry. */
    private List<String> entries() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select (source_key::jsonb -> 'PK' ->> 'S') || ' ' || (source_key::jsonb -> 'SK' ->> 'S') || ' '"
                        + " || code from tailrace.quarantine order by 1")
                .getValues(0, String.class);
    }
}
