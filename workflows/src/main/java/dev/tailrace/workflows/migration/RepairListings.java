package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.InvalidVerb;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.repair.RepairActivities;
import dev.tailrace.workflows.repair.RepairActivities.RepairListing;
import dev.tailrace.workflows.repair.RepairActivities.RepairQuery;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.CallOptions;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a repair would do, per table. It is asked before every repair: no one consents to what they have not seen, and what is
 * done is done for the run that was listed.
 */
final class RepairListings {
    private final Map<String, RepairListing> listings;

    private RepairListings(Map<String, RepairListing> listings) {
        this.listings = listings;
    }

    /** @throws io.temporal.failure.ApplicationFailure with a sentence, where there is nothing to say or to repair */
    static RepairListings of(Dispatch dispatch, List<TableRef> tables) {
        var input = dispatch.input();
        var run = input.repair() == null
                ? VerbInput.Repair.NEWEST
                : input.repair().run();
        var listings = new LinkedHashMap<String, RepairListing>();
        for (var table : tables) {
            if (dispatch.tables().contains(table.name())) {
                listings.put(table.name(), list(table, run));
            }
        }
        if (listings.values().stream().allMatch(listing -> listing.stored() == 0)) {
            throw InvalidVerb.now(
                    Verb.REPAIR,
                    listings.entrySet().stream()
                            .map(entry -> entry.getKey() + ": "
                                    + (entry.getValue().run() == 0
                                            ? "it has no verdict yet"
                                            : "run " + entry.getValue().run() + " found no difference"))
                            .collect(Collectors.joining("; ")));
        }
        return new RepairListings(listings);
    }

    private static RepairListing list(TableRef table, long run) {
        // The newest pass's: the control schema knows which that is.
        var listing = Workflow.newActivityStub(
                        RepairActivities.class, CallOptions.brief(table.name() + " · list what to repair"))
                .listRepairs(new RepairQuery(table, 0, run));
        if (listing.problem() != null) {
            throw InvalidVerb.because(Verb.REPAIR, listing.problem());
        }
        return listing;
    }

    /** The tables that have something to repair, each with the run that was listed. */
    Map<String, Long> runs() {
        var runs = new LinkedHashMap<String, Long>();
        listings.forEach((table, listing) -> {
            if (listing.stored() > 0) {
                runs.put(table, listing.run());
            }
        });
        return runs;
    }

    /** What would be done, a line per difference. */
    Answer answer() {
        var lines = new ArrayList<String>();
        listings.forEach((table, listing) -> lines.addAll(lines(table, listing)));
        lines.add("Nothing was done: apply: true does it.");
        return new Answer(String.join("\n", lines));
    }

    private static List<String> lines(String table, RepairListing listing) {
        var head =
                "%s, run %d: %d rows would be written as the source has them, %d would go, %d are no item's and go with deleteForeign."
                        .formatted(table, listing.run(), listing.rewritten(), listing.removed(), listing.foreign());
        var more = listing.counted() > listing.stored()
                ? Stream.of("  %d of %d differences are stored: verify again after the repair."
                        .formatted(listing.stored(), listing.counted()))
                : Stream.<String>empty();
        return Stream.of(Stream.of(head), listing.lines().stream().map(line -> "  " + line), more)
                .flatMap(parts -> parts)
                .toList();
    }
}
