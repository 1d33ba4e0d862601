package dev.tailrace.mappers.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Value;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A text that is computed of a value, which stays where it is: the way back passes it over. What a step gives, the next takes.
 *
 * @param by a number of the value: {@code md5}, {@code md5-last-hex}, {@code sha256}, {@code crc32} or {@code epoch}; null: none
 * @param mod what the number is divided by for its remainder; null: it is not
 * @param bucket of the time that the value is: {@code day}, {@code month} or {@code hour}, in UTC; null: none
 */
record Transform(
        @Nullable String by,
        @Nullable BigInteger mod,
        @Nullable String bucket,
        String prefix,
        String suffix) {
    /** The last of the 32 digits that MD5 is usually written in, as {@code hexdigest()[-1]}. */
    static final String LAST_HEX = "md5-last-hex";

    private static final int HEX = 16;

    /** Null where the value has none: it is no time, or neither text, number nor binary. */
    @Nullable
    String of(Value value) {
        var text = by != null ? number(value, by) : bucket != null ? bucket(value, bucket) : When.textOf(value);
        return text == null ? null : prefix + text + suffix;
    }

    /** In words, for the plan: {@code 'S' + md5 mod 10}. */
    String how() {
        var parts = new ArrayList<String>();
        if (!prefix.isEmpty()) {
            parts.add("'" + prefix + "'");
        }
        parts.add(by != null ? by + (mod == null ? "" : " mod " + mod) : bucket != null ? bucket : "the text");
        if (!suffix.isEmpty()) {
            parts.add("'" + suffix + "'");
        }
        return String.join(" + ", parts);
    }

    private @Nullable String number(Value value, String by) {
        if (by.equals("epoch")) {
            var time = time(value);
            return time == null
                    ? null
                    : remainder(BigInteger.valueOf(java.time.Instant.parse(time).getEpochSecond()));
        }
        var bytes = bytes(value);
        if (bytes == null) {
            return null;
        }
        var number = hash(bytes, by);
        return by.equals(LAST_HEX) && mod == null ? number.toString(HEX) : remainder(number);
    }

    private String remainder(BigInteger number) {
        return (mod == null ? number : number.mod(mod)).toString();
    }

    private static byte @Nullable [] bytes(Value value) {
        var text = When.textOf(value);
        if (text != null) {
            return text.getBytes(UTF_8);
        }
        return value instanceof Value.Binary binary ? binary.value().toArray() : null;
    }

    private static BigInteger hash(byte[] bytes, String by) {
        if (by.equals("crc32")) {
            var crc = new CRC32();
            crc.update(bytes);
            return BigInteger.valueOf(crc.getValue());
        }
        try {
            var digest = MessageDigest.getInstance(by.equals("sha256") ? "SHA-256" : "MD5")
                    .digest(bytes);
            var number = new BigInteger(1, digest);
            return by.equals(LAST_HEX) ? number.mod(BigInteger.valueOf(HEX)) : number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5 and SHA-256", e);
        }
    }

    private static @Nullable String bucket(Value value, String bucket) {
        var time = time(value);
        return time == null
                ? null
                : switch (bucket) {
                    case "month" -> time.substring(0, "yyyy-mm".length());
                    case "day" -> time.substring(0, "yyyy-mm-dd".length());
                    default -> time.substring(0, "yyyy-mm-ddThh".length());
                };
    }

    /** In UTC, as {@code 2026-01-31T10:00:00Z}, cut to seconds; null if it is no time. A text without an offset counts as UTC. */
    private static @Nullable String time(Value value) {
        var read = value instanceof Value.Text text && text.value().length() == "yyyy-mm-dd".length()
                ? new Value.Text(text.value() + "T00:00:00")
                : value;
        return ColumnTypes.UTC.encode(read) instanceof Cell.Of of
                ? of.text().substring(0, "yyyy-mm-dd hh:mm:ss".length()).replace(' ', 'T') + "Z"
                : null;
    }
}
