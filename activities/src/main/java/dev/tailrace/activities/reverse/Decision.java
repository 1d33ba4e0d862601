package dev.tailrace.activities.reverse;

import dev.tailrace.activities.store.ReverseWriter.Write;
import java.util.List;

/** What becomes of a source key that was asked for. */
sealed interface Decision {
    /** The source has what the target says. */
    record Nothing() implements Decision {}

    /** @param writes of one item; of a collection, of several; at least one */
    record Writes(List<Write> writes) implements Decision {
        public Writes {
            writes = List.copyOf(writes);
        }
    }

    /**
     * The item stays as it is, and the reverse quarantine names it.
     *
     * @param code a stable TR- code
     * @param reason in a sentence, without values
     */
    record Aside(String code, String reason) implements Decision {}
}
