package dev.tailrace.activities.items;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;

/**
 * What a file of items has.
 *
 * @param items those that can be read, in the file's order
 * @param problems of all the others, and of the file; empty: every item was read
 */
public record ItemsRead(List<Numbered> items, List<Problem> problems) {
    /** @param number of the item in its file, from 1; one that cannot be read has a number, too */
    public record Numbered(int number, Item item) {}

    public ItemsRead {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
    }
}
