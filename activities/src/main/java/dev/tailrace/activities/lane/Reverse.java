package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.TableRef;

/** The lanes of a reverse pass (R10). Stateless; thread-safe. */
public final class Reverse {
    /** How many lanes write the source, each with one transaction in flight. Persisted: a key's lane follows from it. */
    public static final int LANES = 8;

    /** The router's lane. Persisted. */
    public static final String ROUTE = "route";

    private static final String PREFIX = "reverse/";

    /** Hex digits of an int. */
    private static final int INT = 8;

    private static final int HEX = 16;

    private Reverse() {}

    /** The name of a lane that writes the source. Persisted. */
    public static String lane(int number) {
        return PREFIX + number;
    }

    /** The name of the item, in the source's account, of a lane that writes the source (R15). Persisted there. */
    public static String item(TableRef table, long passId, int number) {
        return "%s/%s/%d/%d".formatted(table.migration(), table.name(), passId, number);
    }

    /**
     * The number of the one lane that writes the items of a source key (R14).
     *
     * @param digest of the source key, as {@link dev.tailrace.mappers.mapper.Digests} makes it
     */
    public static int laneOf(String digest) {
        return Integer.remainderUnsigned(Integer.parseUnsignedInt(digest.substring(0, INT), HEX), LANES);
    }
}
