package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.verification.ReadMeter.Read;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.ItemCounts;
import dev.tailrace.verify.Rows;
import dev.tailrace.verify.SavedComparison;
import dev.tailrace.verify.SavedComparison.Piece;
import dev.tailrace.verify.SavedComparison.State;
import dev.tailrace.verify.Suspected;
import dev.tailrace.verify.Suspected.OfItem;
import dev.tailrace.verify.Suspected.OfRow;
import dev.tailrace.verify.Tally;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class StoredComparisonTest {
    private static final InPlace AT_ONCE = new InPlace(Heartbeat.none(), Duration.ZERO);
    private static final OfRow ROW = new OfRow(new RowKey("things", List.of("g\u0000\"", "ü")), null, Rows.NONE);
    private static final OfRow NAMED =
            new OfRow(new RowKey("things", List.of("1")), "{\"id\":{\"S\":\"a\"}}", new Rows(1, 2));
    private static final OfItem ITEM = new OfItem(Item.of(Map.of("id", new Text("\u0000x"))));

    private Bench bench;

    @BeforeEach
    void make() throws Exception {
        bench = new Bench();
    }

    @Test
    void whatOneAttemptSavedTheNextOneFinds() throws Exception {
        var first = take(1);
        assertThat(first.load()).isNull();
        first.saveToo(() -> new Read(17, 4.5));
        first.replace(saved(
                0, List.of(piece(0, 1), piece(1, 1), new Piece("filter", 0, new byte[] {9})), List.of(NAMED)));
        first.save(saved(3, List.of(piece(1, 2)), List.of(ROW, ITEM)));

        var second = take(1);
        var found = second.load();
        assertThat(found.state()).isEqualTo(state(3));
        assertThat(found.folded()).containsExactly(3);
        assertThat(found.pieces().stream().map(p -> p.part() + p.number() + " " + p.bytes()[0]))
                .containsExactlyInAnyOrder("sketch0 1", "sketch1 2", "filter0 9");
        assertThat(found.suspects()).containsExactly(NAMED, ROW, ITEM);
        assertThat(second.readBefore()).isEqualTo(new Read(17, 4.5));
        assertThat(second.begun()).isEqualTo(first.begun());

        second.replace(saved(4, List.of(piece(7, 7)), List.of()));
        var third = take(1).load();
        assertThat(third.pieces()).hasSize(1);
        assertThat(third.suspects()).isEmpty();
    }

    /** Its pieces would mix with those of the attempt after it. */
    @Test
    void anAttemptThatWakesUpLateSavesNothing() throws Exception {
        var frozen = take(1);
        frozen.replace(saved(1, List.of(piece(0, 1)), List.of()));
        var next = take(1);
        assertThatThrownBy(() -> frozen.save(saved(2, List.of(piece(0, 2)), List.of(ROW))))
                .isInstanceOf(StoredComparison.Superseded.class);
        assertThatThrownBy(() -> frozen.replace(saved(2, List.of(), List.of())))
                .isInstanceOf(StoredComparison.Superseded.class);
        var found = next.load();
        assertThat(found.folded()).containsExactly(1);
        assertThat(found.pieces()).hasSize(1).first().returns((byte) 1, piece -> piece.bytes()[0]);
        assertThat(found.suspects()).isEmpty();
    }

    @Test
    void anotherRunForgetsTheOneBefore() throws Exception {
        take(1).replace(saved(1, List.of(piece(0, 1)), List.of(ROW)));
        assertThat(take(2).load()).isNull();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.comparison_piece"))
                .isZero();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.comparison_suspect"))
                .isZero();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.comparison"))
                .isEqualTo(1);
    }

    @Test
    void ofAClosedPassNothingIsTaken() throws Exception {
        bench.run("update tailrace.pass set closed_at = now()");
        assertThatThrownBy(() -> take(1)).isInstanceOf(StoredComparison.Superseded.class);
    }

    private StoredComparison take(long run) throws Exception {
        var request = new Request(bench.table.ref(), bench.passId, run, true, VerificationOptions.FULL);
        return StoredComparison.take(bench.pool, request, bench.table.keys(), AT_ONCE);
    }

    private static Piece piece(int number, int content) {
        return new Piece("sketch", number, new byte[] {(byte) content});
    }

    private static SavedComparison saved(int number, List<Piece> pieces, List<Suspected> suspects) {
        return new SavedComparison(state(number), new byte[] {(byte) number}, pieces, suspects);
    }

    private static State state(int number) {
        var rows = Map.of("things", new Rows(number, 2));
        var tally = new Tally(new Rows(1, 2), new Rows(3, 4), 5);
        return new State(-7, 3, 2, 1, 9, 0, 1, 1, new ItemCounts(4, 3, 2, 1, 0), rows, new Rows(5, 6), tally);
    }
}
