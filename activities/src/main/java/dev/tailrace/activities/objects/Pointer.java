package dev.tailrace.activities.objects;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column names: {@code s3://bucket/key}, or a key alone where the file states the bucket.
 *
 * @param key 1 to 1,024 bytes of UTF-8
 */
record Pointer(String bucket, String key) {
    private static final String SCHEME = "s3://";
    private static final int LONGEST_KEY = 1024;

    /** Source: AWS, naming rules of general purpose buckets. Anything else would be a host of someone's choice. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** What a text names, or why it names nothing that may be read. */
    sealed interface Reading {
        record Named(Pointer pointer) implements Reading {}

        record Not(String why) implements Reading {}
    }

    /** @param stated the only bucket that may be read; null: any */
    static Reading of(String text, @Nullable String stated) {
        var bucket = stated;
        var key = text;
        if (text.startsWith(SCHEME)) {
            int slash = text.indexOf('/', SCHEME.length());
            bucket = slash < 0 ? "" : text.substring(SCHEME.length(), slash);
            key = slash < 0 ? "" : text.substring(slash + 1);
        }
        if (bucket == null) {
            return new Reading.Not("It is not s3://bucket/key, and the file states no bucket.");
        }
        if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            return new Reading.Not("It has no key of 1 to 1,024 bytes.");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            return new Reading.Not("It names no bucket that S3 can have.");
        }
        if (stated != null && !stated.equals(bucket)) {
            return new Reading.Not("It names another bucket than the file allows.");
        }
        return new Reading.Named(new Pointer(bucket, key));
    }
}
