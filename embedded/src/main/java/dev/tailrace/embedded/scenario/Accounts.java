package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;

import dev.tailrace.embedded.checker.AccountsExpectation;
import dev.tailrace.embedded.checker.Expectation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A ledger: transfers are transactions over 2 to 100 items, so the sum of balances never changes. Every tenth account is
 * empty and takes no part in transfers; only those are opened and closed.
 */
public final class Accounts implements Scenario {
    /** What an account that takes part in transfers holds at first. */
    public static final BigDecimal OPENING_BALANCE = new BigDecimal("1000.00");

    private static final int EMPTY_EVERY = 10;

    private final String table;

    public Accounts(String suffix) {
        this.table = "Accounts" + suffix;
    }

    @Override
    public String id() {
        return "accounts";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("account_id"))
                        .attributeDefinitions(attribute("account_id", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: accounts
                        key: [account_id]
                        columns:
                          balance: numeric(18,2)
                          owner: text
                          opened: date
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new AccountsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.put("balance", n(n % EMPTY_EVERY == 0 ? BigDecimal.ZERO : OPENING_BALANCE));
        item.put("owner", s(Values.sentence(random)));
        item.put("opened", s(Values.day(random).toString()));
        item.put("branch", s(Values.word(random)));
        item.putAll(Values.odds(random));
        return new Write.Put(table, item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    /** A transfer from account {@code n} to some before it. */
    @Override
    public Write update(long n, RandomGenerator random) {
        SortedSet<Long> receivers = new TreeSet<>();
        int wanted = random.nextInt(20) == 0 ? 99 : 1;
        for (int i = 0; i < wanted; i++) {
            receivers.add(inTransfers(random.nextLong(Math.max(1, n))));
        }
        receivers.remove(inTransfers(n));
        BigDecimal amount = BigDecimal.valueOf(random.nextLong(1, 500), 2);
        List<Write> bookings = new ArrayList<>();
        for (long receiver : receivers) {
            bookings.add(new Write.Add(table, key(receiver), "balance", amount));
        }
        bookings.add(new Write.Add(
                table, key(inTransfers(n)), "balance", amount.multiply(BigDecimal.valueOf(-receivers.size()))));
        return new Write.Together(bookings);
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        return switch (kind) {
            case INSERT, DELETE, REINSERT -> Scenario.super.change(kind, n - n % EMPTY_EVERY, random);
            case UPDATE, MOVE -> List.of(update(n, random));
        };
    }

    private static long inTransfers(long n) {
        return n % EMPTY_EVERY == 0 ? n + 1 : n;
    }

    private static Map<String, AttributeValue> key(long n) {
        return Map.of("account_id", s(Values.id("acc-", n)));
    }
}
