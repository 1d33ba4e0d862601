package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.RowKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.List;

/**
 * What a sample is made of. It follows from the seed alone, so anyone who has the seed draws the same with a dozen lines and
 * {@code sha256sum}; nobody who has not can know it before. Texts are hashed as UTF-8, {@code \n} is one byte 10. These bytes are
 * persisted: they never change.
 *
 * <ul>
 *   <li>Of the source, segments of a parallel scan. M = items / 128, at least 1 and at most 1,000,000. For j = 0, 1, 2, …: the
 *       first 8 bytes of SHA-256 of {@code tailrace-sample-1\n SEED \n TABLE \n j} as an unsigned number, big endian, modulo M;
 *       TABLE is the source table's name, j is written in decimal. One that was drawn before is passed over.
 *   <li>Of the target, the rows with the smallest SHA-256, as unsigned big endian numbers, of {@code tailrace-sample-1-row\n SEED
 *       \n TABLE \n} and behind it each cell of the key in key order: its length in bytes in decimal, a colon, its bytes, a comma.
 *       TABLE is the target table's name, a cell is its canonical text.
 * </ul>
 *
 * Why segments: an item cannot be drawn by its number, and a random start key leads to the first sort key of a partition key only.
 * Why digests: a block of the target is what the copy wrote at once. Immutable and thread-safe.
 */
public final class Draw {
    private static final String SEGMENTS = "tailrace-sample-1\n";
    private static final String ROWS = "tailrace-sample-1-row\n";
    private static final int ITEMS_PER_SEGMENT = 128;

    /** As many as DynamoDB takes (source: API reference, Scan, TotalSegments). */
    private static final int MOST_SEGMENTS = 1_000_000;

    private final String seed;

    /** @param seed any text */
    public Draw(String seed) {
        this.seed = seed;
    }

    /** How many segments a source is divided into. @param items about how many there are */
    public static int segments(long items) {
        return (int) Math.clamp(items / ITEMS_PER_SEGMENT, 1, MOST_SEGMENTS);
    }

    /**
     * The segments to read.
     *
     * @param table the source table's name
     * @param total see {@link #segments(long)}
     * @param count how many to draw, at most {@code total}
     */
    public BitSet segments(String table, int total, int count) {
        if (count > total) {
            throw new IllegalArgumentException("Cannot draw " + count + " of " + total + " segments.");
        }
        var drawn = new BitSet(total);
        var begin = SEGMENTS + seed + "\n" + table + "\n";
        // To draw the last few of all would take very long, and there is nothing to choose.
        if (count == total) {
            drawn.set(0, total);
            return drawn;
        }
        for (long j = 0, left = count; left > 0; j++) {
            var digest = sha256((begin + j).getBytes(StandardCharsets.UTF_8));
            int number = (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), total);
            if (!drawn.get(number)) {
                drawn.set(number);
                left--;
            }
        }
        return drawn;
    }

    /** Where a target row stands in the order of the draw: 32 bytes, compared as unsigned. */
    byte[] rank(RowKey key) {
        return sha256(bytes(key.table(), key.cells()));
    }

    private byte[] bytes(String table, List<String> cells) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(utf8(ROWS + seed + "\n" + table + "\n"));
        for (var cell : cells) {
            var text = utf8(cell);
            bytes.writeBytes(utf8(text.length + ":"));
            bytes.writeBytes(text);
            bytes.write(',');
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
