package dev.tailrace.embedded.scenario;

import java.util.List;

/** The catalogue. */
public final class Scenarios {
    private Scenarios() {}

    /** The scenarios that applications live with, their tables' names ending in {@code suffix}. All may be in one migration. */
    public static List<Scenario> all(String suffix) {
        return List.of(
                new Orders(suffix),
                new AppData(suffix),
                new Revisions(suffix),
                new Accounts(suffix),
                new Sharded(suffix),
                new Metrics(suffix),
                new Sensors(suffix),
                new Carts(suffix),
                new Hierarchy(suffix),
                new Sparse(suffix),
                new Scores(suffix),
                new Global(suffix));
    }

    /** Those for special occasions: very many tables, one hot partition, values of which some cannot be migrated, rows of several items. */
    public static List<Scenario> special(String suffix) {
        return List.of(new Features(suffix), new Tenants(suffix), new Types(suffix), new Documents(suffix));
    }
}
