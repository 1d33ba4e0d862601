package dev.tailrace.activities.plan;

import dev.tailrace.mappers.mapper.Row;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How long the entry of a row in its primary key's index is. */
final class IndexEntry {
    /** Of a btree on pages of 8 KB, header and alignment included (Postgres' message: "exceeds btree version 4 maximum 2704"). */
    static final int LONGEST = 2_704;

    private static final int HEADER = 8;
    /** Postgres tries to make cells smaller that are longer (TOAST_INDEX_TARGET). */
    private static final int COMPRESSED_FROM = 508;
    /** What pglz looks back, and the longest match that it writes. */
    private static final int WINDOW = 4_095;

    private static final int LONGEST_MATCH = 273;

    private IndexEntry() {}

    /** Whether Postgres refuses the row's key, compressed as its pglz would. */
    static boolean isTooLong(Row row) {
        int size = HEADER;
        for (int i = 0; i < row.table().keySize(); i++) {
            var cell = row.cells().get(i);
            if (cell != null) {
                size += size(bytes(cell, row.table().columns().get(i).type().cast()));
            }
        }
        return size > LONGEST;
    }

    private static byte[] bytes(String cell, String type) {
        return type.equals("bytea") && cell.startsWith("\\x")
                ? HexFormat.of().parseHex(cell.substring(2))
                : cell.getBytes(StandardCharsets.UTF_8);
    }

    /** With its header, aligned. */
    private static int size(byte[] cell) {
        int compressed = cell.length > COMPRESSED_FROM ? compressed(cell) : cell.length;
        // A quarter has to be saved, else it stays as it is.
        int kept = compressed > cell.length * 3 / 4 ? cell.length : compressed;
        return kept < 127 ? kept + 1 : kept + 4 + 3 & ~3;
    }

    /** A literal takes a byte, a match two, or three where it is long, and each a bit. */
    private static int compressed(byte[] bytes) {
        long bits = 0;
        for (int at = 0; at < bytes.length; ) {
            int match = longestMatch(bytes, at);
            bits += match < 3 ? 9 : match < 18 ? 17 : 25;
            at += match < 3 ? 1 : match;
        }
        return (int) Math.ceilDiv(bits, 8);
    }

    private static int longestMatch(byte[] bytes, int at) {
        int longest = 0;
        for (int from = Math.max(0, at - WINDOW); from < at; from++) {
            int length = 0;
            while (at + length < bytes.length && length < LONGEST_MATCH && bytes[from + length] == bytes[at + length]) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
