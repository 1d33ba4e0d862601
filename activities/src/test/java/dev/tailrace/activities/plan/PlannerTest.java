package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.DynamoDbSurvey;
import dev.tailrace.activities.plan.TablePlan.Target.State;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Problem;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What is planned of a source table, against a real DynamoDB Local and a real Postgres. */
@Tag("stack")
class PlannerTest extends PlannerStores {
    @Test
    void aTableThatCanBeMovedIsPlannedAndNothingIsWritten() {
        createOrders(null);
        tables.putItem(p -> p.tableName("Orders").item(Map.of("orderId", AttributeValue.fromS("1"))));
        var plan = ready(file("schema: app", RULES, "enableStream: true"));
        assertThat(plan.ddl().getFirst()).isEqualTo("CREATE SCHEMA IF NOT EXISTS \"app\"");
        assertThat(plan.ddl().get(1)).startsWith("CREATE TABLE \"app\".\"orders\" (");
        assertThat(plan.targets()).singleElement().returns(State.ABSENT, t -> t.state());
        assertThat(plan.estimatedItems()).isEqualTo(1);
        assertThat(plan.segments()).isEqualTo(16);
        assertThat(plan.unitsPerSecond()).isNull();
        assertThat(plan.streamArn()).isNull();
        assertThat(plan.notes().permissions()).contains("dynamodb:UpdateTable").doesNotContain("dynamodb:PutItem");
        assertThat(text("select count(*)::text from pg_namespace where nspname in ('app', 'tailrace')"))
                .isEqualTo("0");
        assertThat(tables.describeTable(d -> d.tableName("Orders")).table().streamSpecification())
                .isNull();
    }

    @Test
    void whatIsNotCarriedOverIsSaid() {
        createIndexedOrders();
        var plan = ready(file("", "[{ into: orders, key: [orderId] }]", "tokens: true"));
        assertThat(plan.source().indexes()).containsExactly("ByCustomer");
        assertThat(plan.source().ttl()).isEqualTo("expires");
        assertThat(plan.unitsPerSecond()).isEqualTo(50);
        assertThat(plan.notes().notCopied())
                .anyMatch(s -> s.startsWith("The global index ByCustomer (customerId, orderDate): no target table"))
                .anyMatch(s -> s.startsWith("Expiry by attribute expires"));
        assertThat(plan.notes().leftBehind()).singleElement().asString().startsWith("Rule 1, into orders, has no rest");
        assertThat(plan.notes().consumers())
                .anyMatch(s -> s.startsWith("Lambda functions"))
                .anyMatch(s -> s.startsWith("Tokens"));
        assertThat(plan.notes().permissions()).contains("dynamodb:PutItem").doesNotContain("dynamodb:UpdateTable");
        assertThat(plan.indexes()).isEmpty();
    }

    @Test
    void whereTheExpiryIsAColumnItsStatementIsGiven() {
        createIndexedOrders();
        var expiring = ready(file("", "[{ into: orders, key: [orderId], columns: { expires: timestamptz } }]", ""));
        assertThat(expiring.notes().notCopied())
                .contains(
                        "Rows of orders expire by expires. Once the target owns the data, with the function that plan --ddl"
                                + " has, again and again: SELECT \"public\".\"prune_orders\"()");
        expiring.ddl().forEach(PlannerStores::sql);
        expiring.later().functions().forEach(PlannerStores::sql);
        assertThat(text("SELECT \"public\".\"prune_orders\"()::text")).isEqualTo("0");
        sql("drop table orders");
    }

    @Test
    void indexesArePlannedUnlessTheFileSaysNo() {
        createIndexedOrders();
        var indexed = "[{ into: orders, key: [orderId], columns: { customer: { from: customerId, type: text },"
                + " orderDate: date } }]";
        assertThat(ready(file("", indexed, "")).indexes())
                .extracting(i -> i.ddl())
                .containsExactly(
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"orders_ByCustomer\" ON \"public\".\"orders\""
                                + " (\"customer\", \"orderDate\") WHERE \"customer\" IS NOT NULL");
        var refused = ready(file("", indexed, "indexes: false"));
        assertThat(refused.indexes()).isEmpty();
        assertThat(refused.notes().notCopied()).anyMatch(s -> s.contains("the file says indexes: false. CREATE INDEX"));
    }

    /** With an index by customer, and items that expire. */
    private static void createIndexedOrders() {
        tables.createTable(orders(StreamViewType.NEW_AND_OLD_IMAGES)
                .attributeDefinitions(attribute("orderId"), attribute("customerId"), attribute("orderDate"))
                .billingMode(BillingMode.PROVISIONED)
                .provisionedThroughput(p -> p.readCapacityUnits(100L).writeCapacityUnits(5L))
                .globalSecondaryIndexes(i -> i.indexName("ByCustomer")
                        .keySchema(key("customerId", KeyType.HASH), key("orderDate", KeyType.RANGE))
                        .projection(p -> p.projectionType(ProjectionType.ALL))
                        .provisionedThroughput(p -> p.readCapacityUnits(1L).writeCapacityUnits(1L)))
                .build());
        tables.updateTimeToLive(t -> t.tableName("Orders")
                .timeToLiveSpecification(s -> s.enabled(true).attributeName("expires")));
    }

    @Test
    void aMissingTableAndWrongCredentialsAreToldTogether() {
        sql("create role app login password 'right'");
        var problems = refused(database("app", "hunter2"), file("", RULES, ""));
        assertThat(problems).extracting(Problem::code).containsExactly("TR-S001", "TR-T002");
        assertThat(problems.getFirst().what()).isEqualTo("table Orders");
        assertThat(problems.toString()).doesNotContain("hunter2");
        sql("drop role app");
    }

    @Test
    void aStreamThatMayNotBeEnabledIsRefused() {
        createOrders(null);
        assertThat(refused(file("", RULES, ""))).singleElement().returns("TR-S004", Problem::code);
        assertThat(plan(postgres.getPostgresDatabase(), file("", RULES, "")).known())
                .satisfies(known -> {
                    assertThat(known.targets()).singleElement().returns(State.ABSENT, t -> t.state());
                    assertThat(known.ddl()).isNotEmpty();
                    assertThat(known.notes().permissions()).contains("dynamodb:UpdateTable");
                });
    }

    @Test
    void whatIsKnownIsToldWhereTheDatabaseCannotBeAsked() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        sql("create role app login password 'right'");
        var plan = plan(database("app", "wrong"), file("", RULES, ""));
        sql("drop role app");

        assertThat(plan.problems()).singleElement().returns("TR-T002", Problem::code);
        assertThat(plan.known()).satisfies(known -> {
            assertThat(known.targets()).singleElement().satisfies(target -> {
                assertThat(target.name()).isEqualTo("orders");
                assertThat(target.state()).isEqualTo(State.UNKNOWN);
                assertThat(target.columns()).extracting(c -> c.name()).contains("total", "attributes");
            });
            assertThat(known.ddl()).isEmpty();
            assertThat(known.streamArn()).isNotNull();
        });
    }

    @Test
    void whatIsKnownOfTheSourceIsToldWhereTheMappingIsWrong() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var plan = plan(
                postgres.getPostgresDatabase(),
                file("", "[{ into: orders, key: [customer], columns: { customer: text } }]", ""));

        assertThat(plan.problems())
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.code()).startsWith("TR-M"));
        assertThat(plan.known()).satisfies(known -> {
            assertThat(known.targets()).isEmpty();
            assertThat(known.source().streamArn()).isNotNull();
        });
        assertThat(PlanSummary.render(file("", RULES, ""), List.of(plan), Map.of()))
                .contains("Orders  → not known, because of the problem below", "stream on", "TR-M");
    }

    @Test
    void aStreamWithoutBothImagesIsRefusedWithTheReason() {
        createOrders(StreamViewType.NEW_IMAGE);
        assertThat(refused(file("", RULES, "enableStream: true")))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.code()).isEqualTo("TR-S005");
                    assertThat(p.why()).startsWith("It is NEW_IMAGE: without old images");
                });
    }

    @Test
    void aTableThatAsksTheSourceIsPlannedWithItsPrice() {
        createOrders(null);
        var rules = "[{ into: orders, key: [customer], columns: { customer: text }, rest: attributes, owned: true }]";
        var plan = ready(file("", rules, "enableStream: true"));
        assertThat(plan.targets()).singleElement().satisfies(target -> {
            assertThat(target.ownership()).isEqualTo(TableKind.Kind.OWNED);
            assertThat(target.columns().getLast().name()).isEqualTo("_source_key");
        });
        assertThat(plan.notes().warnings()).anyMatch(w -> w.startsWith("orders asks the source: each change"));
    }

    @Test
    void aTableThatCollectsPartsIsPlannedWithItsPriceAndTheActionItTakes() {
        tables.createTable(orders(StreamViewType.NEW_AND_OLD_IMAGES)
                .attributeDefinitions(attribute("orderId"), attribute("part"))
                .keySchema(key("orderId", KeyType.HASH), key("part", KeyType.RANGE))
                .build());
        var rule = "{ when: { part: 'chunk#{n:int}' }, into: documents, key: [orderId], rest: attributes,"
                + " columns: { body: { from: data, type: text } }, collect: { order: n, parts: total, join: data } }";
        var plan = ready(file("", "[" + rule + "]", ""));
        assertThat(plan.targets()).singleElement().satisfies(target -> {
            assertThat(target.ownership()).isEqualTo(TableKind.Kind.COLLECTION);
            assertThat(target.losses()).isEmpty();
            assertThat(target.reason()).contains("all items of a partition key");
        });
        assertThat(plan.notes().warnings()).anyMatch(w -> w.startsWith("documents asks the source: when the copy has"));
        assertThat(plan.notes().permissions()).contains("dynamodb:Query");
        assertThat(PlanText.render(List.of(plan))).contains("documents will be created · collection: A row is made of");
    }

    @Test
    void storesThatCannotBeReachedAreProblemsAndNotExceptions() throws Exception {
        var nowhere = database("postgres", "");
        nowhere.setPortNumbers(new int[] {LocalDynamoDb.freePort()});
        var closed = LocalDynamoDb.tables(URI.create("http://localhost:" + LocalDynamoDb.freePort()));
        var file = file("", RULES, "");
        var plan = Planner.plan(
                new DynamoDbSurvey(closed, streams),
                nowhere,
                file,
                file.tables().getFirst(),
                NO_PLUGINS);
        assertThat(((TablePlan.Refused) plan).problems())
                .extracting(Problem::code)
                .containsExactly("TR-S002", "TR-T001");
    }

    @Test
    void aDeniedActionIsNamed() throws Exception {
        var server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> {
            var body = "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User: u is not"
                    + " authorized to perform: dynamodb:DescribeTable\"}";
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(400, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            var denied = LocalDynamoDb.tables(
                    URI.create("http://localhost:" + server.getAddress().getPort()));
            var file = file("", RULES, "");
            var plan = Planner.plan(
                    new DynamoDbSurvey(denied, streams),
                    postgres.getPostgresDatabase(),
                    file,
                    file.tables().getFirst(),
                    NO_PLUGINS);
            assertThat(((TablePlan.Refused) plan).problems()).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo("TR-S003");
                assertThat(p.why()).contains("dynamodb:DescribeTable");
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aMappingThatDoesNotFitTheKeyIsToldByItsPlaceInTheFile() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var problems = refused(file("", "[{ into: orders, key: [total], columns: { total: numeric } }]", ""));
        assertThat(problems).isNotEmpty().allSatisfy(p -> {
            assertThat(p.code()).startsWith("TR-M");
            assertThat(p.what()).startsWith("/tables/0/mapping/0");
        });
    }
}
