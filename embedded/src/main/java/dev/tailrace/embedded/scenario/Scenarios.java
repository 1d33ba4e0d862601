package dev.tailrace.embedded.scenario;

import java.util.List;

/** The catalogue. */
public final class Scenarios {
    private Scenarios() {}

    /** All scenarios, their tables' names ending in {@code suffix}. */
    public static List<Scenario> all(String suffix) {
        return List.of(new Orders(suffix), new AppData(suffix), new Revisions(suffix), new Accounts(suffix));
    }
}
