package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;

/** A mapper made of rules, which tells which of them takes an item. Pure and thread-safe. */
public interface RuleChoice {
    /** The first rule that takes the item, from 0, in the file's order, the one of {@code else} last; negative: none does. */
    int ruleOf(Item item);
}
