package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.control.ControlSchema;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.plan.TablePlan.Target.State;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Plans against a real DynamoDB Local and a real Postgres. */
@Tag("stack")
class PlannerTest {
    private static final String RULES = "[{ into: orders, key: [orderId], columns: { total: 'numeric(12,2)',"
            + " placed: timestamptz, note: text }, rest: attributes }]";

    @TempDir
    static Path folder;

    private static LocalDynamoDb dynamo;
    private static DynamoDbClient tables;
    private static DynamoDbStreamsClient streams;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        dynamo = LocalDynamoDb.start();
        tables = dynamo.tables();
        streams = dynamo.streams();
        var access = Files.writeString(
                folder.resolve("pg_hba.conf"), "host all app all scram-sha-256\nhost all all all trust\n");
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("hba_file", access.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
        dynamo.close();
    }

    @BeforeEach
    void empty() {
        tables.listTables().tableNames().forEach(name -> tables.deleteTable(d -> d.tableName(name)));
        sql("drop schema if exists tailrace cascade");
        sql("drop schema public cascade");
        sql("create schema public");
    }

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
    void theStatementsMakeWhatThePlannerThenTakesForRight() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        ready(file("schema: app", RULES, "")).ddl().forEach(PlannerTest::sql);
        var plan = ready(file("schema: app", RULES, ""));
        assertThat(plan.targets()).singleElement().returns(State.EMPTY, t -> t.state());
        assertThat(plan.ddl()).isEmpty();
        assertThat(plan.streamArn()).startsWith("arn:");
        assertThat(PlanText.render(List.of(plan)))
                .contains("stream      on, NEW_AND_OLD_IMAGES: " + plan.streamArn(), "app.orders is there, empty");
        assertThat(PlanText.json(List.of(plan)))
                .isEqualTo(PlanText.json(List.of(ready(file("schema: app", RULES, "")))));
        sql("drop schema app cascade");
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
        expiring.ddl().forEach(PlannerTest::sql);
        expiring.later().functions().forEach(PlannerTest::sql);
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
    void allDifferencesOfATableAreListed() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        sql("create table customers (id int primary key)");
        sql("""
                create table orders ("orderId" text, total numeric(10,2), placed timestamptz
                    generated always as ('2026-01-01Z') stored, customer int not null references customers,
                  primary key (total), unique (total, customer))""");
        assertThat(refused(file("", RULES, ""))).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("TR-T004");
            assertThat(p.what()).isEqualTo("table \"public\".\"orders\"");
            assertThat(p.why().lines())
                    .containsExactly(
                            "Column orderId has collation default; \"C\" is wanted, so that its order is the source's.",
                            "Column total is numeric(10,2); numeric(12,2) is wanted.",
                            "Column placed is generated; the mapping writes it.",
                            "Column note text COLLATE \"C\" is missing.",
                            "Column attributes jsonb is missing.",
                            "Column customer is NOT NULL without a default, and the mapping does not fill it.",
                            "The primary key is (total); (orderId), not deferrable, is wanted.",
                            "There is foreign key orders_customer_fkey: rows arrive in no order between items; add it again when the"
                                    + " copy is done.",
                            "There is unique index orders_total_customer_key: rows arrive in no order between items; add it again when the"
                                    + " copy is done.");
        });
    }

    @Test
    void columnsOfOnesOwnThatFillThemselvesAreNoDifference() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        ready(file("", RULES, "")).ddl().forEach(PlannerTest::sql);
        sql(
                "alter table orders add number bigint generated always as identity, add seen timestamptz not null default now(),"
                        + " add doubled numeric generated always as (total * 2) stored, add remark text");
        var plan = ready(file("", RULES, ""));
        assertThat(plan.targets()).singleElement().returns(State.EMPTY, t -> t.state());
        sql("insert into orders (\"orderId\", total) values ('1', 2)");
        sql(
                "insert into orders (\"orderId\", total) values ('1', 3) on conflict (\"orderId\") do update set total = excluded.total");
        assertThat(text("select number || '/' || doubled || '/' || (seen is not null) from orders"))
                .isEqualTo("1/6.00/true");
        sql("drop table orders");
    }

    private static final String ASKED =
            "[{ into: orders, key: [orderId, placed], columns: { placed: timestamptz, mail: text } }],"
                    + " targets: { orders: { checks: true, partition: { of: placed, by: month, from: 2026-01-01, to: 2026-03-01 },"
                    + " unique: [[mail, placed]], foreignKeys: [{ columns: [mail], references: customers, key: [mail] }],"
                    + " prune: { of: placed, days: 90 }, pointers: [mail] } }";

    @Test
    void whatIsAskedOfATargetTableIsMadeOrStated() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var plan = ready(file("schema: app", ASKED, ""));
        plan.ddl().forEach(PlannerTest::sql);
        plan.later().functions().forEach(PlannerTest::sql);
        sql("create table app.customers (mail text collate \"C\" primary key)");
        plan.later().constraints().forEach(PlannerTest::sql);
        plan.later().foreignKeys().forEach(PlannerTest::sql);
        assertThat(text(
                        "select string_agg(c.relname, ' ' order by c.relname) from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                                + " where i.inhparent = 'app.orders'::regclass"))
                .isEqualTo("orders_202601 orders_202602 orders_202603 orders_default");
        assertThat(text(
                        "select string_agg(contype, '' order by contype) from pg_constraint where conrelid = 'app.orders'::regclass"
                                + " and contype <> 'n'"))
                .isEqualTo("cccfpu");
        sql("alter table app.orders drop constraint orders_mail_placed_key, drop constraint orders_mail_fkey");
        var again = ready(file("schema: app", ASKED, ""));
        assertThat(again.targets()).singleElement().returns(State.EMPTY, t -> t.state());
        assertThat(again.ddl()).isEmpty();
        again.later().constraints().stream().filter(c -> !c.contains("UNIQUE")).forEach(PlannerTest::sql);
        assertThat(again.later().constraints())
                .filteredOn(c -> c.contains(" CHECK ("))
                .hasSize(3);
        assertThat(again.notes().warnings())
                .noneMatch(w -> w.contains("DEFAULT"))
                .anyMatch(w -> w.startsWith("Column mail of orders points to S3"));
        sql("drop table app.orders_default");
        assertThat(ready(file("schema: app", ASKED, "")).notes().warnings())
                .contains("Table \"app\".\"orders\" has no DEFAULT partition: items that fit none go to quarantine.");
        sql("drop schema app cascade");
    }

    @Test
    void whatDoesNotFitTheTypesOfATargetTableIsTold() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var rules = "[{ into: orders, key: [orderId], columns: { note: text } }], targets: { orders: {"
                + " partition: { of: orderId, by: day, from: 2026-01-01, to: 2026-01-01 }, prune: { of: note, days: 1 } } }";
        assertThat(refused(file("", rules, "")))
                .extracting(Problem::what)
                .containsExactly(
                        "/tables/0/targets/orders/partition/of: The column orderId is text.",
                        "/tables/0/targets/orders/prune/of: The column note is text.");
    }

    @Test
    void aViewOfThatNameIsNoTable() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        sql("create view orders as select 1");
        assertThat(refused(file("", RULES, ""))).singleElement().returns("TR-T004", Problem::code);
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
    void rowsOfOthersAreRefusedAndOwnOnesTaken() throws Exception {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        ready(file("", RULES, "")).ddl().forEach(PlannerTest::sql);
        sql("insert into orders (\"orderId\") values ('1')");
        assertThat(refused(file("", RULES, ""))).singleElement().returns("TR-T003", Problem::code);
        own("shop", "Orders");
        assertThat(ready(file("", RULES, "")).targets()).singleElement().returns(State.OURS, t -> t.state());
    }

    @Test
    void aTableOfAnotherMigrationIsRefusedUntilThatOneIsAborted() throws Exception {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        own("store", "Orders");
        assertThat(refused(file("", RULES, ""))).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("TR-T009");
            assertThat(p.why()).isEqualTo("It belongs to table Orders of migration store.");
        });
        sql("update tailrace.migration set aborted_at = now()");
        assertThat(ready(file("", RULES, "")).targets()).singleElement().returns(State.ABSENT, t -> t.state());
    }

    @Test
    void whatTheUserLacksIsListedAsGrantsThatHelp() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        sql("create role poor login");
        sql("revoke temporary on database postgres from public");
        var poor = database("poor", "");
        var problem = refused(poor, file("", RULES, "")).getFirst();
        assertThat(problem.code()).isEqualTo("TR-T005");
        var grants = problem.fix().lines().filter(l -> l.startsWith("GRANT")).toList();
        assertThat(grants)
                .containsExactly(
                        "GRANT CREATE ON DATABASE \"postgres\" TO \"poor\";",
                        "GRANT TEMPORARY ON DATABASE \"postgres\" TO \"poor\";",
                        "GRANT USAGE ON SCHEMA \"public\" TO \"poor\";",
                        "GRANT CREATE ON SCHEMA \"public\" TO \"poor\";");
        grants.forEach(PlannerTest::sql);
        assertThat(plan(poor, file("", RULES, ""))).isInstanceOf(TablePlan.Ready.class);
        sql("drop owned by poor");
        sql("drop role poor");
        sql("grant temporary on database postgres to public");
    }

    @Test
    void anotherEncodingIsRefused() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        sql("create database latin template template0 encoding 'LATIN1' locale 'C'");
        var latin = database("postgres", "");
        latin.setDatabaseName("latin");
        assertThat(refused(latin, file("", RULES, ""))).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("TR-T008");
            assertThat(p.why()).contains("LATIN1");
        });
        sql("drop database latin");
    }

    @Test
    void storesThatCannotBeReachedAreProblemsAndNotExceptions() throws Exception {
        var nowhere = database("postgres", "");
        nowhere.setPortNumbers(new int[] {LocalDynamoDb.freePort()});
        var closed = LocalDynamoDb.tables(URI.create("http://localhost:" + LocalDynamoDb.freePort()));
        var file = file("", RULES, "");
        var plan = Planner.plan(closed, streams, nowhere, file, file.tables().getFirst(), NO_PLUGINS);
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
                    denied,
                    streams,
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

    private static void createOrders(StreamViewType view) {
        tables.createTable(orders(view).build());
    }

    /** @param view null: no stream */
    private static CreateTableRequest.Builder orders(StreamViewType view) {
        var request = CreateTableRequest.builder()
                .tableName("Orders")
                .attributeDefinitions(attribute("orderId"))
                .keySchema(key("orderId", KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST);
        return view == null
                ? request
                : request.streamSpecification(s -> s.streamEnabled(true).streamViewType(view));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static MigrationSpec file(String target, String rules, String options) {
        var text = """
                name: shop
                source: { dynamodb: {} }
                target: { postgres: { url: env:TARGET_URL, %s } }
                tables: [{ from: Orders, mapping: %s }]
                %s
                """.formatted(target.isEmpty() ? "schema: public" : target, rules, options);
        return ((FileAnswer.Ok) FileReader.read(text, "shop.yaml")).spec();
    }

    private static final Plugins NO_PLUGINS = new Plugins(Path.of("no such folder"));

    private static TablePlan.Ready ready(MigrationSpec file) {
        return (TablePlan.Ready) plan(postgres.getPostgresDatabase(), file);
    }

    private static List<Problem> refused(MigrationSpec file) {
        return refused(postgres.getPostgresDatabase(), file);
    }

    private static List<Problem> refused(DataSource target, MigrationSpec file) {
        return ((TablePlan.Refused) plan(target, file)).problems();
    }

    private static TablePlan plan(DataSource target, MigrationSpec file) {
        return Planner.plan(tables, streams, target, file, file.tables().getFirst(), NO_PLUGINS);
    }

    /** What the engine records when it takes a target table. */
    private static void own(String migration, String table) throws Exception {
        ControlSchema.migrate(postgres.getPostgresDatabase());
        sql("insert into tailrace.migration (name, workflow_id, file, digest) values ('%1$s', '%1$s', '{}', '')"
                .formatted(migration));
        sql("insert into tailrace.source_table (migration, name) values ('%s', '%s')".formatted(migration, table));
        sql("insert into tailrace.target_table (schema_name, name, table_id)"
                + " select 'public', 'orders', id from tailrace.source_table");
    }

    private static PGSimpleDataSource database(String user, String password) {
        var source = (PGSimpleDataSource) postgres.getDatabase(user, "postgres");
        source.setPassword(password);
        return source;
    }

    private static void sql(String statement) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var any = connection.createStatement()) {
            any.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private static String text(String query) {
        return DSL.using(postgres.getPostgresDatabase(), SQLDialect.POSTGRES)
                .fetchSingle(query)
                .get(0, String.class);
    }
}
