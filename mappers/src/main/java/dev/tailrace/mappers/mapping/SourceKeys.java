package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;
import java.util.List;

/** The way back from the keys of a target table to source keys. */
interface SourceKeys {
    /** @throws IllegalArgumentException if no item is mapped to the cells */
    Item sourceKey(List<String> cells);

    /** Of two rules that write one table: what the one cannot have made, the other has. */
    static SourceKeys either(SourceKeys one, SourceKeys other) {
        return cells -> {
            try {
                return one.sourceKey(cells);
            } catch (IllegalArgumentException notOfOne) {
                return other.sourceKey(cells);
            }
        };
    }

    /** Of a child: the last cell is a place in a list, and any may be. */
    static SourceKeys ofChild(SourceKeys parent) {
        return cells -> {
            if (cells.size() < 2) {
                throw new IllegalArgumentException("Cannot find the source key: the key has too few columns.");
            }
            ChildInverse.place(cells.getLast());
            return parent.sourceKey(cells.subList(0, cells.size() - 1));
        };
    }
}
