package dev.tailrace.mappers.mapping;

import java.util.List;

/**
 * Whether the rows of a target table, with those of its children, restore their item exactly.
 *
 * @param table the target table's name
 * @param losses what does not come back; empty: all does
 */
public record Reversibility(String table, List<Loss> losses) {
    public Reversibility {
        losses = List.copyOf(losses);
    }

    /**
     * Something that does not come back.
     *
     * @param attribute at fault; empty: any that no column takes
     * @param why one sentence
     */
    public record Loss(String attribute, String why) {}

    public boolean reversible() {
        return losses.isEmpty();
    }
}
