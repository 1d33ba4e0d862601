package dev.tailrace.activities.plan;

import dev.tailrace.verify.Draw;
import dev.tailrace.verify.SampleSize;
import java.util.Locale;

/**
 * What verifying a table costs at the source, in strongly consistent read units. Estimates, as the table's size is one: DynamoDB
 * counts it every six hours. What is looked at again because it changed meanwhile comes on top. Pure.
 *
 * @param all of a level that reads the source once: count and full. A count costs no less, as DynamoDB charges for what it passes
 *     over
 * @param sample of the usual one: 95 % confidence, 0.1 %
 * @param touched of a thousand keys that changed
 */
public record VerificationPrice(long all, long sample, long touched) {
    /** Of a strongly consistent read (source: DynamoDB's documentation, read capacity). */
    private static final long UNIT_BYTES = 4_096;

    private static final double SHARE = 0.001;
    private static final double CONFIDENCE = 0.95;

    /** A key is read before the target and after it. */
    private static final int LOOKS = 2;

    private static final int THOUSAND = 1_000;

    /** @param bytes of all items, as DynamoDB counts them */
    public static VerificationPrice of(long items, long bytes) {
        return of(items, bytes, SHARE, CONFIDENCE);
    }

    /**
     * Of a sample as asked for.
     *
     * @param atMost see {@link SampleSize}
     * @param confidence see {@link SampleSize}
     */
    public static VerificationPrice of(long items, long bytes, double atMost, double confidence) {
        long all = Math.ceilDiv(bytes, UNIT_BYTES);
        long item = items == 0 ? 0 : Math.max(1, Math.ceilDiv(bytes / items, UNIT_BYTES));
        int segments = Draw.segments(items);
        long drawn = SampleSize.of(segments, atMost, confidence);
        long rows = Math.min(items, SampleSize.ofMany(atMost, confidence));
        return new VerificationPrice(all, all * drawn / segments + LOOKS * rows * item, LOOKS * THOUSAND * item);
    }

    /** In a line. */
    String text() {
        return String.format(
                Locale.ROOT,
                "full or count %,d read units · sample (0.1 %%, 95 %% sure) %,d · touched %,d per 1,000 keys",
                all,
                sample,
                touched);
    }
}
