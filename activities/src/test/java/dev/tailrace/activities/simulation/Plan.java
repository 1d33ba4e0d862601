package dev.tailrace.activities.simulation;

import java.util.Random;

/**
 * What a seed says about its schedule before it begins.
 *
 * @param breakage the rule that is left out, to see that it is missed
 * @param fine whether attempts are parked inside their transactions, too, and wait for each other's locks
 * @param items source items
 * @param groups how many places (target keys) an item can move between; of a collection, how many parts it may say that there are
 * @param writes changes of the source while the migration runs
 * @param eager how likely the source's next change comes before any attempt's next step
 * @param deletes how likely a change is a removal
 * @param splits how likely a change is followed by a split or a roll-over of its shard
 * @param crashes how likely an attempt dies at a step
 * @param zombies how likely a successor is started at a step although the attempt lives
 */
record Plan(
        long seed,
        Breakage breakage,
        Kind kind,
        boolean fine,
        int items,
        int groups,
        int segments,
        int captureGroups,
        boolean consistent,
        int writes,
        double eager,
        double deletes,
        double splits,
        double crashes,
        double zombies) {
    /** How many keys a transaction resolves: often fewer than a batch has. */
    int resolved() {
        return 1 + (int) (seed / Kind.values().length % 2);
    }

    static Kind kindOf(long seed) {
        return Kind.values()[(int) (seed % Kind.values().length)];
    }

    static boolean isFine(long seed) {
        long third = seed / Kind.values().length % 3;
        return third == 2 || kindOf(seed).asksSource() && third == 1;
    }

    /** Every eighth seed is of the same kind; of those, every third is fine, and two of three where locks of keys matter. */
    static Plan of(long seed, Breakage breakage, Random random) {
        var kind = kindOf(seed);
        return new Plan(
                seed,
                breakage,
                kind,
                isFine(seed),
                2 + random.nextInt(2),
                kind.collects() ? 2 : (kind.owned() ? 1 : 2) + random.nextInt(2),
                1 + random.nextInt(2),
                kind.asksSource() ? 2 : 1 + random.nextInt(2),
                random.nextInt(4) > 0,
                3 + random.nextInt(8),
                0.02 + 0.2 * random.nextDouble(),
                0.2 + 0.3 * random.nextDouble(),
                0.2 * random.nextDouble(),
                kind.crashes() ? 0.02 * random.nextDouble() : 0,
                kind.zombies() ? 0.08 * random.nextDouble() : 0);
    }
}
