package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.util.Collections;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReverseWriter#MARK} says on each item that Tailrace writes back to the source (R10): whoever reads the stream can tell such a
 * write. It is none of the application's attributes, so it is left out wherever items are read: else it would land in what no column takes.
 * Stateless; thread-safe.
 */
public final class ReverseMark {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})/(\\d{1,9})/(\\d{1,18})");

    private ReverseMark() {}

    /** The mark of a write by a lane: it rises from one of the lane's writes to the next. */
    public static String of(long passId, int lane, long number) {
        return passId + "/" + lane + "/" + number;
    }

    /** The lane of a mark that {@link #anew} gave. */
    public static int lane(String mark) {
        return Integer.parseInt(mark.substring(mark.indexOf('/') + 1, mark.lastIndexOf('/')));
    }

    /** The item as the application knows it. */
    public static Item without(Item item) {
        if (item.get(ReverseWriter.MARK) == null) {
            return item;
        }
        var others = new TreeMap<String, Value>(item.attributes());
        others.remove(ReverseWriter.MARK);
        return new Item(Collections.unmodifiableSortedMap(others));
    }

    /**
     * The mark of the write that made one image of another; null where the write was not ours. An application's update keeps the mark that
     * it finds, and its put of an item that it read some time ago brings an old one back: so only one that rises is ours.
     *
     * @param before the mark before; null where there was none
     * @param after the mark after, likewise
     */
    public static @Nullable String anew(@Nullable String before, @Nullable String after) {
        if (after == null || !FORM.matcher(after).matches() || before != null && !rises(before, after)) {
            return null;
        }
        return after;
    }

    /** An item's lane never changes, and ids of passes only rise. */
    private static boolean rises(String before, String after) {
        var was = FORM.matcher(before);
        var is = FORM.matcher(after);
        if (!was.matches() || !is.matches()) {
            return true;
        }
        long pass = Long.parseLong(was.group(1));
        long now = Long.parseLong(is.group(1));
        return now > pass
                || now == pass
                        && Objects.equals(was.group(2), is.group(2))
                        && Long.parseLong(is.group(3)) > Long.parseLong(was.group(3));
    }
}
