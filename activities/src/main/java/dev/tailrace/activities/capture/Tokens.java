package dev.tailrace.activities.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.ShardLanes;
import dev.tailrace.activities.lane.TokenKeys;
import dev.tailrace.activities.store.TokenWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tokens (R13): items of Tailrace's own, written to the source and awaited in every open shard. They prove what an empty read
 * cannot: that everything before them has been applied. Stateless; thread-safe.
 */
public final class Tokens {
    /** How many keys of a shard are kept: a split shares them among its children. */
    private static final int KEPT = 4;

    private Tokens() {}

    /** Writes a token to each open shard, and to new keys where no key of a shard is known. Returns its number. */
    public static long send(LoadedTable table, Pass pass) throws SQLException {
        long number = keys(table).nextNumber();
        write(table, pass.id(), number);
        return number;
    }

    /**
     * How many open lanes have not applied the token yet, one read to its end counted as open until its child is listed; 0:
     * everything written to the source before {@link #send} began has been applied. Lists the shards again first, since a
     * shard's children come to be known only so; a lane without a known key gets more tokens of the same number.
     */
    public static int missing(LoadedTable table, Pass pass, long number) throws SQLException, Gap {
        int lanes = ShardLanes.withoutToken(table.target(), pass.id(), number);
        if (lanes == 0) {
            Shards.discover(table, pass);
            lanes = ShardLanes.withoutToken(table.target(), pass.id(), number);
            int childless = ShardLanes.childless(table.target(), pass.id());
            if (lanes == 0 && childless > 0) {
                return childless;
            }
        }
        if (lanes == 0) {
            keys(table).applied(number);
            items(table).deleteSpare(pass.id(), number, KEPT);
        } else {
            write(table, pass.id(), number);
        }
        return lanes;
    }

    /** Under known keys first: those of a shard that has ended come up in its children, and what they reach needs no new ones. */
    private static void write(LoadedTable table, long passId, long number) throws SQLException {
        var keys = keys(table);
        var items = items(table);
        var failed = items.put(passId, number, keys.due(passId, number));
        if (failed.isEmpty()) {
            failed = items.putNew(passId, number, newKeys(table, keys.lack(passId, number)));
        }
        if (!failed.isEmpty()) {
            throw failed.values().iterator().next();
        }
    }

    private static TokenKeys keys(LoadedTable table) {
        return new TokenKeys(table.target(), table.id());
    }

    private static TokenItems items(LoadedTable table) {
        return new TokenItems(table, keys(table));
    }

    /** None while others of this token are under way, whose shards are not known yet. */
    private static List<Item> newKeys(LoadedTable table, TokenKeys.Lack lack) {
        return lack.lacking() == 0 || lack.underWay() > 0
                ? List.of()
                : Stream.generate(() -> newKey(table)).limit(tries(lack)).toList();
    }

    /**
     * So many that in most cases each lane gets one: a random key lands in a given shard of n with chance 1/n, so of m shards some
     * m·e⁻ᵏ are left without after k·n keys.
     */
    private static long tries(TokenKeys.Lack lack) {
        return Math.max(KEPT * lack.lacking(), Math.round(lack.open() * (Math.log(lack.lacking()) + 2)));
    }

    private static Item newKey(LoadedTable table) {
        var attributes = new HashMap<String, Value>();
        var id = UUID.randomUUID();
        for (var attribute : table.keys().attributes()) {
            attributes.put(attribute.name(), keyValue(attribute, id));
        }
        return Item.of(attributes);
    }

    private static Value keyValue(KeyAttribute attribute, UUID id) {
        var text = TokenWriter.TOKEN + "#" + id;
        return switch (attribute.type()) {
            case S -> new Value.Text(text);
            // Far outside what applications count with, and exact within DynamoDB's 38 digits.
            case N -> new Value.Num(new BigDecimal("-9" + String.format("%019d", id.getLeastSignificantBits() >>> 1)));
            case B -> new Value.Binary(Bytes.of(text.getBytes(UTF_8)));
        };
    }

    /** Deletes every token item from the source. Idempotent. */
    public static void remove(LoadedTable table) throws SQLException {
        items(table).deleteAll();
    }
}
