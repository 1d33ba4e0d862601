package dev.tailrace.mappers.mapping;

/**
 * How the rows of a target table belong to the items of the source (rule R6), over all rules that write it.
 *
 * @param table the target table's name
 * @param reason why it is of that kind, one sentence
 * @param keyFromKeyAlone whether an item's target keys here are a function of its source key alone: no other attribute decides
 *     about the rule or the key
 */
public record TableKind(String table, Kind kind, String reason, boolean keyFromKeyAlone) {
    /** The kinds. Names are persisted. */
    public enum Kind {
        /** The target key alone determines the source key, byte for byte. */
        INJECTIVE,
        /** The target key is unique only by the application's rule: the table asks the source. */
        OWNED,
        /** A row is made of all items of a partition key that are its parts: the table asks the source. */
        COLLECTION
    }
}
