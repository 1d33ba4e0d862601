package dev.tailrace.activities.postgres.resolve;

import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.activities.postgres.Claims;
import dev.tailrace.activities.postgres.Quarantine;
import dev.tailrace.activities.postgres.RejectedRows;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.problem.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the source says of locked target keys (R6), to be written in the transaction that read it. For one thread. */
public final class Resolution {
    private static final String LANE = "resolve";
    private static final int DIGEST_SHOWN = 12;

    private final LoadedTable table;
    private final Targets targets;
    private final long passId;
    private final SortedMap<RowKey, Found> found;

    /** @param found in the order in which rows are locked: by table and key */
    Resolution(LoadedTable table, Targets targets, long passId, SortedMap<RowKey, Found> found) {
        this.table = table;
        this.targets = targets;
        this.passId = passId;
        this.found = found;
    }

    /** The keys that were read. */
    public Set<RowKey> keys() {
        return found.keySet();
    }

    /** An item that lives at a key, as read; of a collection, with the key of its first part alone. */
    record Living(Claim claim, Item item, Row row) {}

    /**
     * What is at a key.
     *
     * @param claimants all that were read
     * @param living those of them that are there: the row's owner first, then by source key
     * @param named what quarantine has to say of a collection
     */
    record Found(List<Claim> claimants, List<Living> living, List<Named> named) {}

    /** Why a collection, by its first part's key, is not all at the target. */
    record Named(Item first, Refused why) {}

    /**
     * Writes it: the row of the first that is there and that Postgres takes, no row where there is none; of several, quarantine
     * names all, and the others keep their claims.
     */
    public void write(Connection connection) throws SQLException {
        if (found.isEmpty()) {
            return;
        }
        var named = new TreeMap<String, Quarantine.Entry>();
        var losers = new ArrayList<Claim>();
        var placed = placed(connection, named);
        found.forEach((key, at) -> {
            at.named().forEach(n -> name(key, n.first(), n.why(), named));
            for (var living : at.living()) {
                if (!living.equals(placed.get(key))) {
                    losers.add(living.claim());
                }
                if (at.living().size() > 1) {
                    name(key, living.item(), collision(key, at.living().size()), named);
                }
            }
        });
        Claims.forget(connection, passId, found.keySet());
        Claims.add(connection, passId, losers);
        Quarantine.replaceAtKeys(connection, passId, claimantDigests(), keyDigests(), named.values());
    }

    /** Writes the rows. Returns whose is at each key; whom Postgres refuses is named (R7). */
    private Map<RowKey, Living> placed(Connection connection, Map<String, Quarantine.Entry> named) throws SQLException {
        var firsts = new HashMap<RowKey, Living>();
        found.forEach((key, at) -> at.living().stream().findFirst().ifPresent(living -> firsts.put(key, living)));
        var before = connection.setSavepoint();
        try {
            targets.delete(
                    connection,
                    found.keySet().stream().filter(k -> !firsts.containsKey(k)).toList());
            targets.upsert(connection, firsts.values().stream().map(Living::row).toList());
            return firsts;
        } catch (SQLException error) {
            if (!RejectedRows.accuses(error)) {
                throw error;
            }
            connection.rollback(before);
        }
        var placed = new HashMap<RowKey, Living>();
        for (var key : found.keySet()) {
            var taken = firstTaken(connection, key, named);
            if (taken == null) {
                targets.delete(connection, List.of(key));
            } else {
                placed.put(key, taken);
            }
        }
        return placed;
    }

    private @Nullable Living firstTaken(Connection connection, RowKey key, Map<String, Quarantine.Entry> named)
            throws SQLException {
        for (var living : Objects.requireNonNull(found.get(key)).living()) {
            var before = connection.setSavepoint();
            try {
                targets.upsert(connection, List.of(living.row()));
                return living;
            } catch (SQLException error) {
                if (!RejectedRows.accuses(error)) {
                    throw error;
                }
                connection.rollback(before);
                name(key, living.item(), Quarantine.refusal(error), named);
            }
        }
        return null;
    }

    /** The first reason stands: that Postgres refuses an item says more than that others claim its row. */
    private void name(RowKey key, Item item, Refused why, Map<String, Quarantine.Entry> named) {
        var entry = Quarantine.Entry.of(table.keys(), item, LANE, null, why).at(Digests.rowKey(key));
        named.putIfAbsent(entry.digest(), entry);
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
