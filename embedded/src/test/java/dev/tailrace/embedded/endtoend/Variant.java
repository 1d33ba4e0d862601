package dev.tailrace.embedded.endtoend;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Write;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** Orders into a target table of another name, so that one database takes many; its stream may be enabled. */
record Variant(Orders orders, String target) implements Scenario {
    static Variant of(String suffix, String target) {
        return new Variant(new Orders(suffix + target), "orders_" + target);
    }

    /** The source table. */
    String table() {
        return tables().getFirst().tableName();
    }

    @Override
    public String id() {
        return target;
    }

    @Override
    public String schema() {
        return orders.schema();
    }

    @Override
    public List<CreateTableRequest> tables() {
        return orders.tables();
    }

    @Override
    public String mapping() {
        return orders.mapping()
                .replace("into: orders", "into: " + target)
                .replace("    mapping:", "    enableStream: true\n    mapping:");
    }

    @Override
    public List<Expectation> expectations() {
        throw new UnsupportedOperationException("Only orders have expectations.");
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return orders.item(n, random);
    }

    @Override
    public Write.Delete delete(long n) {
        return orders.delete(n);
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return orders.update(n, random);
    }
}
