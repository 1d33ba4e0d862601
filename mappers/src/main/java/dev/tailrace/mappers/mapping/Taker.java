package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;

/** A rule by what it takes, whatever it makes of it. */
sealed interface Taker permits CompiledRule, Taker.Skipping {
    /** Its place in the mapping. */
    int index();

    /** Those of the condition. */
    RuleTemplates templates();

    /** The condition. */
    When when();

    /** Whether the condition asks for attributes of the source key only. */
    boolean conditionOnKeyAlone();

    /** A rule that leaves out what it takes: m(item) is empty (R3). */
    record Skipping(int index, RuleTemplates templates, When when, boolean conditionOnKeyAlone) implements Taker {
        Skipping(int index, RuleTemplates templates, KeySchema keys) {
            this(index, templates, new When(templates), templates.ofKey(keys).equals(templates));
        }
    }
}
