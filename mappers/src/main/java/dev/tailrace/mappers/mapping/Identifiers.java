package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.UnwritableText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of tables and columns at Postgres. */
public final class Identifiers {
    private static final int LONGEST = 63;
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private Identifiers() {}

    /** The name in double quotes, for SQL. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Why Postgres would not take, or would cut, a table's or schema's name: the rest of a sentence; null if it would take it. */
    static @Nullable String objection(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        var unwritable = UnwritableText.in(name);
        if (unwritable != null) {
            return unwritable;
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes > LONGEST ? "has " + bytes + " bytes; Postgres cuts names at " + LONGEST : null;
    }

    /** The same for a column's name. */
    static @Nullable String columnObjection(String name) {
        return SYSTEM_COLUMNS.contains(name) ? "is the name of a Postgres system column" : objection(name);
    }
}
