package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.function.IntFunction;

/** Reads the source, strongly consistent. Items that Tailrace itself keeps there (tokens, R13) are left out. */
public interface SourceReader {
    /**
     * Reads segments of a parallel scan, several at a time, each from one thread; returns when all are over.
     *
     * @throws InterruptedException if asked to stop
     */
    void scan(Scan scan) throws InterruptedException;

    /**
     * What to read.
     *
     * @param total how many segments the table is divided into
     * @param numbers those to read, from 0
     * @param runs makes what takes the items of a segment, in which those of one partition key come one after the other. When
     *     the segment is over the run ends; a run that does not end was not all of its segment
     */
    record Scan(int total, BitSet numbers, IntFunction<? extends Run<Item>> runs) {}

    /**
     * The parts of a row of a collection table, and perhaps others of their partition key; no more than {@link
     * dev.tailrace.mappers.mapper.Collected} allows, and one page.
     *
     * @param part the key of any of its parts, there or not
     * @param begin what the sort keys of all parts begin with
     * @throws InterruptedException if asked to stop
     */
    Collection<Item> parts(Item part, String begin) throws InterruptedException;

    /**
     * The items of these keys, by key. Keys without an item, and keys that no item can have, are left out.
     *
     * @throws InterruptedException if asked to stop
     */
    Map<Item, Item> items(Collection<Item> keys) throws InterruptedException;
}
