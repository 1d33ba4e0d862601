package dev.tailrace.bench.cost;

/**
 * List prices in US dollars, us-east-1, on demand, without free tiers. Sources: aws.amazon.com/dynamodb/pricing/on-demand and
 * temporal.io/pricing, of which the first five million actions. They change: look them up, and put in what holds for you.
 */
final class Prices {
    /** Since when AWS has had these. */
    static final String AWS_DATE = "2024-11";

    /** When Temporal had this. */
    static final String TEMPORAL_DATE = "2026-07";

    /** One strongly consistent read of 4 KB. */
    static final double READ_UNIT = 0.125 / 1e6;

    /** One write of 1 KB. */
    static final double WRITE_UNIT = 0.625 / 1e6;

    /** One GetRecords, up to 1 MB. */
    static final double STREAM_READ = 0.02 / 1e5;

    static final double ACTION = 50 / 1e6;

    private Prices() {}
}
