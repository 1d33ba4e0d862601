package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rehearsal is to be.
 *
 * @param scenarios ids of the catalogue
 * @param items at the start, over all scenarios
 * @param kills over all rounds
 * @param freezes whether workers are stopped and woken in between
 * @param outages whether servers fail in between
 */
record ChaosPlan(List<String> scenarios, int items, int kills, long seed, boolean freezes, boolean outages) {
    /** As many kills as one migration has to bear. A stream of a day's changes would not fit into an embedded DynamoDB. */
    private static final int ROUND = 50;

    static final int WORKERS = 2;
    /** Over all scenarios. */
    private static final double CHANGES_PER_SECOND = 200;

    ChaosPlan {
        scenarios = List.copyOf(scenarios);
    }

    long itemsEach() {
        return Math.max(100, items / scenarios.size());
    }

    double changesEach() {
        return CHANGES_PER_SECOND / scenarios.size();
    }

    /** The scenarios among all. */
    List<Scenario> chosenOf(List<Scenario> all) {
        return all.stream()
                .filter(scenario -> scenarios.contains(scenario.id()))
                .toList();
    }

    /** What hits each round, the same for the same seed. */
    List<List<ScheduledFault>> rounds() {
        List<List<ScheduledFault>> rounds = new ArrayList<>();
        for (int left = kills; left > 0; left -= ROUND) {
            rounds.add(ScheduledFault.draw(seed + rounds.size(), Math.min(left, ROUND), WORKERS, freezes, outages));
        }
        return rounds;
    }
}
