package dev.tailrace.activities.resolve;

import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.target.Claim;
import dev.tailrace.activities.target.Claims;
import dev.tailrace.activities.target.Culprits;
import dev.tailrace.activities.target.Quarantine;
import dev.tailrace.activities.target.Targets;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.problem.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the source says of locked target keys (R6), to be written in the transaction that read it. For one thread. */
public final class Reading {
    private static final String LANE = "resolve";
    private static final int DIGEST_SHOWN = 12;

    private final LoadedTable table;
    private final Targets targets;
    private final long pass;
    private final Map<RowKey, Found> found;

    Reading(LoadedTable table, Targets targets, long pass, Map<RowKey, Found> found) {
        this.table = table;
        this.targets = targets;
        this.pass = pass;
        this.found = found;
    }

    /** An item that lives at a key, as read. */
    record Living(Claim claim, Item item, Row row) {}

    /**
     * What is at a key.
     *
     * @param claimants all that were read
     * @param living those of them that are there: the row's owner first, then by source key
     */
    record Found(List<Claim> claimants, List<Living> living) {
        static Found of(
                @Nullable String owner,
                List<Claim> claimants,
                Function<Claim, @Nullable Row> row,
                Map<Item, Item> items) {
            var living = new ArrayList<Living>();
            for (var claim : claimants) {
                var made = row.apply(claim);
                var item = items.get(claim.item());
                if (made != null && item != null) {
                    living.add(new Living(claim, item, made));
                }
            }
            living.sort(
                    Comparator.comparing((Living l) -> !l.claim().sourceKey().equals(owner))
                            .thenComparing(l -> l.claim().sourceKey()));
            return new Found(claimants, List.copyOf(living));
        }
    }

    /** Writes it: the row of the one that is there, no row for none; of several one stays, and quarantine names all. */
    public void write(Connection connection) throws SQLException {
        if (found.isEmpty()) {
            return;
        }
        var rows = new ArrayList<Living>();
        var gone = new ArrayList<RowKey>();
        var losers = new ArrayList<Claim>();
        var named = new TreeMap<String, Quarantine.Entry>();
        found.forEach((key, at) -> {
            if (at.living().isEmpty()) {
                gone.add(key);
                return;
            }
            rows.add(at.living().getFirst());
            var others = at.living().subList(1, at.living().size());
            others.forEach(l -> losers.add(l.claim()));
            if (!others.isEmpty()) {
                at.living().forEach(l -> name(l, collision(key, at.living().size()), named));
            }
        });
        targets.delete(connection, gone);
        refusedOf(connection, rows).forEach((living, refused) -> name(living, refused, named));
        Claims.forget(connection, pass, found.keySet());
        Claims.add(connection, pass, losers);
        Quarantine.replaceAtKeys(connection, pass, claimantDigests(), keyDigests(), named.values());
    }

    /** Upserts the rows. Returns those that Postgres refuses, each with why; at their keys no row is left (R7). */
    private Map<Living, Refused> refusedOf(Connection connection, List<Living> rows) throws SQLException {
        var before = connection.setSavepoint();
        try {
            targets.upsert(connection, rows.stream().map(Living::row).toList());
            return Map.of();
        } catch (SQLException error) {
            if (!Culprits.accuses(error)) {
                throw error;
            }
            connection.rollback(before);
        }
        var refused = new HashMap<Living, Refused>();
        for (var living : rows.stream()
                .sorted(Comparator.comparing((Living l) -> l.row().table().name())
                        .thenComparing(l -> String.join("\u0000", l.row().key().cells())))
                .toList()) {
            var single = connection.setSavepoint();
            try {
                targets.upsert(connection, List.of(living.row()));
            } catch (SQLException error) {
                if (!Culprits.accuses(error)) {
                    throw error;
                }
                connection.rollback(single);
                targets.delete(connection, List.of(living.row().key()));
                refused.put(living, Quarantine.refusal(error));
            }
        }
        return refused;
    }

    private void name(Living living, Refused why, Map<String, Quarantine.Entry> named) {
        var entry = Quarantine.Entry.of(table.keys(), living.item(), LANE, null, why)
                .at(Digests.rowKey(living.row().key()));
        named.put(entry.digest(), entry);
    }

    private static Refused collision(RowKey key, int items) {
        return new Refused(
                Code.Q003.id(),
                "%d items claim the row %s of %s."
                        .formatted(items, Digests.rowKey(key).substring(0, DIGEST_SHOWN), key.table()));
    }

    private List<String> claimantDigests() {
        return found.values().stream()
                .flatMap(f -> f.claimants().stream())
                .map(Claim::sourceDigest)
                .distinct()
                .toList();
    }

    private List<String> keyDigests() {
        return found.keySet().stream().map(Digests::rowKey).toList();
    }
}
