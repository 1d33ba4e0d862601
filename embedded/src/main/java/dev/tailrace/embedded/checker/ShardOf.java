package dev.tailrace.embedded.checker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Which of ten shards applications put a text into. */
final class ShardOf {
    private static final BigInteger SHARDS = BigInteger.TEN;

    private ShardOf() {}

    /** Python's {@code int(md5(text).hexdigest(), 16) % 10}. */
    static BigDecimal md5(String text) {
        return new BigDecimal(new BigInteger(hex(text), 16).mod(SHARDS));
    }

    /** Python's {@code int(md5(text).hexdigest()[-1], 16) % 10}. */
    static BigDecimal lastHexDigit(String text) {
        String hex = hex(text);
        return new BigDecimal(new BigInteger(hex.substring(hex.length() - 1), 16).mod(SHARDS));
    }

    private static String hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
