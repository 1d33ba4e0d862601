package dev.tailrace.mappers.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Value;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A text that is computed of a value, which stays where it is: the way back passes it over. What a step gives, the next takes.
 *
 * @param letters {@code lower} or {@code upper} case, by Unicode's full mapping and no language's; null: as they are
 * @param by a number of the value: {@code md5}, {@code md5-last-hex}, {@code sha256}, {@code crc32} or {@code epoch}; null: none
 * @param hex whether the number is written as the digest usually is: in hex, lower case, with the zeros in front
 * @param mod what the number is divided by for its remainder; null: it is not
 * @param list of which the number chooses one, by its remainder; empty: none
 * @param bucket of the time that the value is: {@code day}, {@code month} or {@code hour}, in UTC; null: none
 */
record Transform(
        @Nullable String letters,
        @Nullable String by,
        boolean hex,
        @Nullable BigInteger mod,
        List<String> list,
        @Nullable String bucket,
        String prefix,
        String suffix) {
    /** The last of the 32 digits that MD5 is usually written in, as {@code hexdigest()[-1]}. */
    static final String LAST_HEX = "md5-last-hex";

    private static final int HEX = 16;

    Transform {
        list = List.copyOf(list);
    }

    /** Null where the value has none: it is no time, or neither text, number nor binary. */
    @Nullable
    String of(Value value) {
        var cased = cased(value);
        var text = by != null ? number(cased, by) : bucket != null ? bucket(cased, bucket) : When.textOf(cased);
        return text == null ? null : prefix + text + suffix;
    }

    /** Whether what it makes is as long as what it is made of, more or less. */
    boolean isAsLong() {
        return by == null && bucket == null;
    }

    /** In words, for the plan: {@code 'S' + md5 mod 10}. */
    String how() {
        var parts = new ArrayList<String>();
        if (!prefix.isEmpty()) {
            parts.add("'" + prefix + "'");
        }
        parts.add((by != null ? numberInWords() : bucket != null ? bucket : "the text")
                + (letters == null ? "" : " in " + letters + " case"));
        if (!suffix.isEmpty()) {
            parts.add("'" + suffix + "'");
        }
        return String.join(" + ", parts);
    }

    private String numberInWords() {
        return list.isEmpty()
                ? by + (hex ? " in hex" : "") + (mod == null ? "" : " mod " + mod)
                : "one of " + String.join(", ", list) + " by " + by;
    }

    private Value cased(Value value) {
        return letters != null && value instanceof Value.Text text
                ? new Value.Text(
                        letters.equals("lower")
                                ? text.value().toLowerCase(Locale.ROOT)
                                : text.value().toUpperCase(Locale.ROOT))
                : value;
    }

    private @Nullable String number(Value value, String by) {
        if (by.equals("epoch")) {
            var time = time(value);
            return time == null
                    ? null
                    : written(BigInteger.valueOf(java.time.Instant.parse(time).getEpochSecond()), 0);
        }
        var bytes = bytes(value);
        return bytes == null ? null : hash(bytes, by);
    }

    /** @param digits how many the number has in hex */
    private String written(BigInteger number, int digits) {
        if (!list.isEmpty()) {
            return list.get(number.mod(BigInteger.valueOf(list.size())).intValue());
        }
        var text = hex ? number.toString(HEX) : (mod == null ? number : number.mod(mod)).toString();
        return hex ? "0".repeat(digits - text.length()) + text : text;
    }

    private static byte @Nullable [] bytes(Value value) {
        var text = When.textOf(value);
        if (text != null) {
            return text.getBytes(UTF_8);
        }
        return value instanceof Value.Binary binary ? binary.value().toArray() : null;
    }

    private String hash(byte[] bytes, String by) {
        if (by.equals("crc32")) {
            var crc = new CRC32();
            crc.update(bytes);
            return written(BigInteger.valueOf(crc.getValue()), Integer.BYTES * 2);
        }
        try {
            var digest = MessageDigest.getInstance(by.equals("sha256") ? "SHA-256" : "MD5")
                    .digest(bytes);
            var number = new BigInteger(1, digest);
            if (!by.equals(LAST_HEX)) {
                return written(number, digest.length * 2);
            }
            var last = number.mod(BigInteger.valueOf(HEX));
            return mod == null && list.isEmpty() ? last.toString(HEX) : written(last, 1);
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
