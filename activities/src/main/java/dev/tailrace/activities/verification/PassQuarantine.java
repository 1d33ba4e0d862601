package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.verify.QuarantineReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;

/** The quarantine of a pass. Thread-safe. */
final class PassQuarantine implements QuarantineReader {
    private final DataSource control;
    private final long passId;
    private final InPlace inPlace;

    PassQuarantine(DataSource control, long passId, InPlace inPlace) {
        this.inPlace = inPlace;
        this.control = control;
        this.passId = passId;
    }

    @Override
    public Set<Item> named(Collection<Item> keys) throws InterruptedException {
        return inPlace.get(() -> read(keys));
    }

    private Set<Item> read(Collection<Item> keys) {
        var byDigest = new HashMap<String, Item>();
        keys.forEach(key -> byDigest.put(Digests.sourceKey(key), key));
        try {
            return Transaction.read(control, c -> named(c, byDigest));
        } catch (SQLException e) {
            throw new DataAccessException("Cannot read the quarantine", e);
        }
    }

    private Set<Item> named(Connection connection, Map<String, Item> byDigest) throws SQLException {
        var named = new HashSet<Item>();
        try (var query = connection.prepareStatement(
                "select key_digest from tailrace.quarantine where pass_id = ? and key_digest = any (?)")) {
            query.setLong(1, passId);
            query.setArray(
                    2, connection.createArrayOf("varchar", byDigest.keySet().toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    named.add(Objects.requireNonNull(byDigest.get(rows.getString(1))));
                }
            }
        }
        return named;
    }
}
