package dev.tailrace.verify;

import java.util.List;
import java.util.Map;

/**
 * How far a comparison is, as it is saved: nothing is settled for good before the end, so going on from here skips nothing.
 *
 * @param folded a bit for each segment whose rows are in the sketch, as {@link java.util.BitSet#toByteArray}; never changed
 * @param pieces those that changed since the last save; all of them when it is loaded
 * @param suspects those that came since the last save; all of them when it is loaded
 */
public record SavedComparison(State state, byte[] folded, List<Piece> pieces, List<Suspected> suspects) {
    /**
     * The rest of it. Persisted field names.
     *
     * @param nonce what digests are keyed with
     * @param cells of the sketch
     * @param filterWords of the filter
     * @param filterPositions of the filter
     * @param segments how many the source's scan is divided into
     * @param slice which part of the key space is being compared, from 0; each takes a reading of its own
     * @param slices in how many parts the key space is compared
     * @param sourceReads how often reading the source was begun
     * @param items of the first slice's reading
     * @param rows by target table
     * @param unpaired rows of the slices before that only one side had
     * @param before what became of suspects that are not under suspicion any more
     */
    public record State(
            long nonce,
            int cells,
            int filterWords,
            int filterPositions,
            int segments,
            int slice,
            int slices,
            int sourceReads,
            ItemCounts items,
            Map<String, Rows> rows,
            Rows unpaired,
            Tally before) {
        public State {
            rows = Map.copyOf(rows);
        }

        /**
         * When the next slice begins.
         *
         * @param reads how often the source was read besides
         * @param alone rows of this slice that only one side had
         * @param settled what became of them already
         */
        State next(int reads, Rows alone, Tally settled) {
            return new State(
                    nonce,
                    cells,
                    filterWords,
                    filterPositions,
                    segments,
                    slice + 1,
                    slices,
                    sourceReads + reads + (slice + 1 < slices ? 1 : 0),
                    items,
                    rows,
                    unpaired.plus(alone),
                    before.plus(settled));
        }

        /** The same, with more of the slices before. */
        State plus(Tally more) {
            return new State(
                    nonce,
                    cells,
                    filterWords,
                    filterPositions,
                    segments,
                    slice,
                    slices,
                    sourceReads,
                    items,
                    rows,
                    unpaired,
                    before.plus(more));
        }

        /** Of all that was read nothing is known. @param suspects how many items may differ, about; one at least does */
        State unknown(long suspects) {
            return new State(
                    nonce,
                    cells,
                    filterWords,
                    filterPositions,
                    segments,
                    slices,
                    slices,
                    sourceReads,
                    items,
                    rows,
                    total(),
                    new Tally(Rows.NONE, total(), Math.max(1, suspects)));
        }

        /** The rows read so far. */
        Rows total() {
            return rows.values().stream().reduce(Rows.NONE, Rows::plus);
        }

        /** From the beginning, in so many slices. */
        State sliced(int of, long newNonce) {
            return new State(
                    newNonce,
                    cells,
                    filterWords,
                    filterPositions,
                    segments,
                    0,
                    of,
                    sourceReads + 1,
                    ItemCounts.NONE,
                    Map.of(),
                    Rows.NONE,
                    Tally.NONE);
        }
    }

    /**
     * A piece of a table of numbers.
     *
     * @param part of which; persisted
     * @param bytes what it holds; never changed
     */
    public record Piece(String part, int number, byte[] bytes) {}
}
