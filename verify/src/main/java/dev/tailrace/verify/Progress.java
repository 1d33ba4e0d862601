package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.SavedComparison.Piece;
import dev.tailrace.verify.SavedComparison.State;
import dev.tailrace.verify.Suspected.OfItem;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One slice of a comparison while both sides are read: the target first, by one thread, then the source, by several. What was
 * read is saved from time to time, whole segments only.
 */
final class Progress {
    /** So that saving takes a twentieth of the time at most. */
    private static final int BETWEEN_SAVES = 20;

    private static final String SKETCH = "sketch";
    private static final String FILTER = "filter";

    private final State begun;
    private final Checkpoints checkpoints;
    private final ComparisonLimits limits;
    private final Slice slice;
    private final ElementDigests digests;
    private final Sketch sketch;
    private final ElementFilter filter;
    private final BitSet folded = new BitSet();
    private final TreeMap<String, Rows> rows = new TreeMap<>();
    private final List<OfRow> unmatched = new ArrayList<>();
    private final List<OfItem> refused = new ArrayList<>();
    private final List<Suspected> unsaved = new ArrayList<>();
    private ItemCounts items;
    private Tally before;
    private long due = System.nanoTime();

    /**
     * Nothing is read yet.
     *
     * @param begun what is known of the slices before
     * @param limits of suspects that are kept: the keys of more rows are found by reading again, more items are only counted
     */
    Progress(State begun, Checkpoints checkpoints, ComparisonLimits limits) {
        this.begun = begun;
        this.checkpoints = checkpoints;
        this.limits = limits;
        slice = new Slice(begun.slice(), begun.slices());
        digests = new ElementDigests(begun.nonce());
        sketch = new Sketch(begun.cells());
        filter = new ElementFilter(new ElementFilter.Size(begun.filterWords(), begun.filterPositions()));
        items = begun.items();
        before = begun.before();
        rows.putAll(begun.rows());
    }

    /** Goes on where an attempt before has saved. Suspects of slices before are not among those it keeps. */
    static Progress restored(SavedComparison saved, Checkpoints checkpoints, ComparisonLimits limits) {
        var progress = new Progress(saved.state(), checkpoints, limits);
        for (var piece : saved.pieces()) {
            switch (piece.part()) {
                case SKETCH -> progress.sketch.restore(piece.number(), piece.bytes());
                case FILTER -> progress.filter.restore(piece.number(), piece.bytes());
                default -> throw new IllegalStateException("A comparison has no part " + piece.part());
            }
        }
        progress.folded.or(BitSet.valueOf(saved.folded()));
        for (var suspect : saved.suspects()) {
            switch (suspect) {
                case OfRow row when row.rows().equals(Rows.NONE) -> progress.unmatched.add(row);
                case OfRow named -> {}
                case OfItem item -> progress.refused.add(item);
            }
        }
        return progress;
    }

    Slice slice() {
        return slice;
    }

    ElementDigests digests() {
        return digests;
    }

    Sketch sketch() {
        return sketch;
    }

    boolean targetMayHave(long key, long row) {
        return filter.mayHave(key, row);
    }

    List<OfRow> unmatched() {
        return unmatched;
    }

    List<OfItem> refused() {
        return refused;
    }

    /** Takes a row of the target. */
    void targetRow(Row row) {
        long key = digests.key(row.key(), OfRow.owner(row));
        if (slice.has(key)) {
            long digest = digests.row(row);
            sketch.add(-1, key, digest);
            filter.add(key, digest);
            rows.merge(row.table().name(), new Rows(0, 1), Rows::plus);
        }
    }

    /** Saves the target's reading, in the place of all that was saved before but what is given. */
    void targetIsRead(List<Suspected> before) throws InterruptedException {
        var pieces = new ArrayList<Piece>();
        changedPieces(pieces);
        IntStream.range(0, filter.pieces()).forEach(i -> pieces.add(new Piece(FILTER, i, filter.piece(i))));
        checkpoints.replace(new SavedComparison(state(), folded.toByteArray(), pieces, before));
        due = System.nanoTime() + limits.betweenSaves().toNanos();
    }

    /** The segments that are to be read yet. */
    synchronized BitSet unread() {
        var unread = new BitSet();
        unread.set(0, begun.segments());
        unread.andNot(folded);
        return unread;
    }

    /** Takes a segment as a whole. */
    synchronized void fold(int segment, SegmentRun run) throws InterruptedException {
        run.elements.addTo(sketch, 1);
        run.rows.forEach((table, count) -> rows.merge(table, count, Rows::plus));
        if (slice.number() == 0) {
            items = items.plus(run.counts());
            before = before.plus(new Tally(Rows.NONE, Rows.NONE, keep(run.refused, refused)));
        }
        keep(run.unmatched, unmatched);
        folded.set(segment);
        if (System.nanoTime() - due >= 0) {
            save();
        }
    }

    /** Returns how many were too many. */
    private <T extends Suspected> int keep(List<T> more, List<T> kept) {
        var room = more.subList(0, Math.min(more.size(), limits.unmatched() - kept.size()));
        kept.addAll(room);
        unsaved.addAll(room);
        return more.size() - room.size();
    }

    private void save() throws InterruptedException {
        long begin = System.nanoTime();
        var pieces = new ArrayList<Piece>();
        changedPieces(pieces);
        checkpoints.save(new SavedComparison(state(), folded.toByteArray(), pieces, List.copyOf(unsaved)));
        unsaved.clear();
        long end = System.nanoTime();
        long soonest = limits.betweenSaves().toNanos();
        due = end + (soonest == 0 ? 0 : Math.max(soonest, BETWEEN_SAVES * (end - begin)));
    }

    private void changedPieces(List<Piece> pieces) {
        sketch.changed().stream().forEach(i -> pieces.add(new Piece(SKETCH, i, sketch.piece(i))));
    }

    /** As it is now. */
    State state() {
        return new State(
                begun.nonce(),
                begun.cells(),
                begun.filterWords(),
                begun.filterPositions(),
                begun.segments(),
                begun.slice(),
                begun.slices(),
                begun.sourceReads(),
                items,
                rows,
                begun.unpaired(),
                before);
    }
}
