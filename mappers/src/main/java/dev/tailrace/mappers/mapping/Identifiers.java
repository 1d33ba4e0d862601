package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.UnwritableText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of tables and columns at Postgres. */
public final class Identifiers {
    /** Bytes of UTF-8 (source: PostgreSQL manual, lexical structure). */
    public static final int LONGEST = 63;

    private static final int DIGEST = 8;
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private Identifiers() {}

    /** The name in double quotes, for SQL. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The name of something in a schema, for SQL. */
    public static String qualified(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }

    /** The name, if it is not too long; else its beginning and a digest of it: Postgres cuts long names, and two may be the same then. */
    public static String cut(String name) {
        return cut(name, LONGEST);
    }

    /** @param longest in bytes of UTF-8 */
    public static String cut(String name, int longest) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= longest) {
            return name;
        }
        var cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > longest - DIGEST - 1) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + "_" + digest(name);
    }

    private static String digest(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
