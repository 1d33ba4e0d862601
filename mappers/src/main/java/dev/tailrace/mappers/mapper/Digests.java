package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Digests (SHA-256) of keys and rows. Those of keys are persisted in the control schema, so they never change. Thread-safe. */
public final class Digests {
    private static final int ABSENT = -1;

    private Digests() {}

    /** The first 128 bits of a digest. */
    public record Digest128(long high, long low) {}

    /** Of a source key: of the DynamoDB JSON of an item that holds only the key attributes; 64 hex digits. */
    public static String sourceKey(Item keyItem) {
        return hex(sha256().digest(DynamoJson.write(keyItem).getBytes(StandardCharsets.US_ASCII)));
    }

    /** Of a target key and its table's name, lengths before texts; 64 hex digits. */
    public static String rowKey(RowKey key) {
        return hex(digest(key.table(), key.cells()));
    }

    /** The first 128 bits of {@link #rowKey}. */
    public static Digest128 rowKey128(RowKey key) {
        var digest = ByteBuffer.wrap(digest(key.table(), key.cells()));
        return new Digest128(digest.getLong(), digest.getLong());
    }

    /** Of a row's cells and its table's name, lengths before texts: equal rows have equal digests. */
    public static Digest128 row(Row row) {
        var digest = ByteBuffer.wrap(digest(row.table().name(), row.cells()));
        return new Digest128(digest.getLong(), digest.getLong());
    }

    /** The first 64 bits of a digest of cells and their table's name, behind a number that it is keyed with. */
    public static long keyed(long key, String table, List<? extends @Nullable String> cells) {
        var sha256 = sha256();
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, key).array());
        return ByteBuffer.wrap(digest(sha256, table, cells)).getLong();
    }

    /** The first 64 bits of a cell's digest. */
    public static long cell(@Nullable String cell) {
        var sha256 = sha256();
        update(sha256, ByteBuffer.allocate(Integer.BYTES), cell);
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    private static byte[] digest(String table, List<? extends @Nullable String> cells) {
        return digest(sha256(), table, cells);
    }

    private static byte[] digest(MessageDigest sha256, String table, List<? extends @Nullable String> cells) {
        var length = ByteBuffer.allocate(Integer.BYTES);
        update(sha256, length, table);
        for (var cell : cells) {
            update(sha256, length, cell);
        }
        return sha256.digest();
    }

    private static void update(MessageDigest sha256, ByteBuffer length, @Nullable String text) {
        var bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        sha256.update(length.putInt(0, bytes == null ? ABSENT : bytes.length).array());
        if (bytes != null) {
            sha256.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
