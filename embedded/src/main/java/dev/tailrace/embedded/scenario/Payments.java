package dev.tailrace.embedded.scenario;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.PaymentsExpectation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Payments whose amount is one text, mapped by the plugin of {@code examples/}. */
public record Payments(String table) implements Scenario {
    @Override
    public String id() {
        return "payments";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(TableParts.hash("payment"))
                        .attributeDefinitions(TableParts.attribute("payment", ScalarAttributeType.S))));
    }

    @Override
    public String schema() {
        return "public";
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapper: { plugin: dev.tailrace.examples.MoneyMapper, options: { attribute: amount } }
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new PaymentsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return new Write.Put(
                table,
                Map.of(
                        "payment", AttributeValue.fromS("p-" + n),
                        "amount", amount(random),
                        "note", AttributeValue.fromS("note " + random.nextInt(100))));
    }

    private static AttributeValue amount(RandomGenerator random) {
        return AttributeValue.fromS((random.nextBoolean() ? "EUR " : "USD ") + random.nextInt(1, 10_000) + ".5");
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, Map.of("payment", AttributeValue.fromS("p-" + n)));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(
                table, Map.of("payment", AttributeValue.fromS("p-" + n)), Map.of("amount", amount(random)), Set.of());
    }
}
