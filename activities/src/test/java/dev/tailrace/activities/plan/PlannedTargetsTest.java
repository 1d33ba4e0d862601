package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.plan.TablePlan.Target.State;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What is planned of target tables, against a real DynamoDB Local and a real Postgres. */
@Tag("stack")
class PlannedTargetsTest extends PlannerStores {
    @Test
    void theStatementsMakeWhatThePlannerThenTakesForRight() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        ready(file("schema: app", RULES, "")).ddl().forEach(PlannerStores::sql);
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
        ready(file("", RULES, "")).ddl().forEach(PlannerStores::sql);
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
        plan.ddl().forEach(PlannerStores::sql);
        plan.later().functions().forEach(PlannerStores::sql);
        sql("create table app.customers (mail text collate \"C\" primary key)");
        plan.later().constraints().forEach(PlannerStores::sql);
        plan.later().foreignKeys().forEach(PlannerStores::sql);
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
        again.later().constraints().stream().filter(c -> !c.contains("UNIQUE")).forEach(PlannerStores::sql);
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

    private static final String OBJECTS =
            "[{ into: orders, key: [orderId], columns: { body: text } }], targets: { orders: { objects: { of: [body] } } }";

    @Test
    void theTableOfObjectsIsMadeBesideItsTargetTableAndTakenForRightThen() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var plan = ready(file("schema: app", OBJECTS, ""));
        plan.ddl().forEach(PlannerStores::sql);
        assertThat(plan.notes().permissions()).contains("s3:GetObject");
        assertThat(plan.notes().warnings())
                .contains("Objects that column body of orders points to are read into orders_objects, each once:"
                        + " changes of the object alone are not seen.");
        assertThat(text("select to_regclass('app.orders_objects_body') is not null"))
                .isEqualTo("true");
        assertThat(ready(file("schema: app", OBJECTS, "")).ddl()).isEmpty();
        sql("drop index app.orders_objects_body");
        assertThat(ready(file("schema: app", OBJECTS, "")).notes().warnings())
                .anyMatch(w -> w.startsWith("Pointers of column body are looked for in all of orders")
                        && w.endsWith(
                                "CREATE INDEX \"orders_objects_body\" ON \"app\".\"orders\" (\"body\" COLLATE \"C\")"
                                        + " WHERE octet_length(\"body\") <= 1093"));
        sql("drop table app.orders_objects");
        assertThat(ready(file("schema: app", OBJECTS, "")).ddl())
                .as("the target table is there already")
                .anyMatch(ddl -> ddl.startsWith("CREATE TABLE \"app\".\"orders_objects\""))
                .noneMatch(ddl -> ddl.contains("CREATE INDEX"));
        sql("create table app.orders_objects (pointer text primary key)");
        assertThat(refused(file("schema: app", OBJECTS, ""))).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("TR-T004");
            assertThat(p.why()).contains("it has the columns pointer text; pointer text COLLATE \"C\", content bytea,");
        });
        sql("drop schema app cascade");
    }

    @Test
    void whatDoesNotFitTheTypesOfATargetTableIsTold() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var rules = "[{ into: orders, key: [orderId], columns: { note: text } }], targets: { orders: {"
                + " partition: { of: orderId, by: day, from: 2026-01-01, to: 2026-01-01 }, prune: { of: orderId, days: 1 } } }";
        assertThat(refused(file("", rules, "")))
                .extracting(Problem::what)
                .containsExactly(
                        "/tables/0/targets/orders/partition/of: The column orderId is text.",
                        "/tables/0/targets/orders/prune/of: The column orderId is text.");
    }

    @Test
    void aForeignKeyIsComparedWithTheTableThatAnotherSourceTableMakes() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        var others = "[{ into: orders, key: [orderId], columns: { a: bigint, b: numeric } }],"
                + " targets: { orders: { foreignKeys: [{ columns: [a], references: customers, key: [id] },"
                + " { columns: [b], references: customers, key: [id] }] } } },"
                + " { from: Customers, mapping: [{ into: customers, key: [id], columns: { name: text } }]";
        assertThat(plan(postgres.getPostgresDatabase(), file("", others, "")))
                .as("the other table is not there, which its own plan says")
                .isInstanceOf(TablePlan.Ready.class);
        tables.createTable(c -> c.tableName("Customers")
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.N)
                        .build())
                .keySchema(key("id", KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        assertThat(refused(file("", others, "")))
                .extracting(Problem::what)
                .containsExactly(
                        "/tables/0/targets/orders/foreignKeys/0/columns/0: The column a is bigint, and id is numeric.");
    }

    @Test
    void aViewOfThatNameIsNoTable() {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        sql("create view orders as select 1");
        assertThat(refused(file("", RULES, ""))).singleElement().returns("TR-T004", Problem::code);
    }

    @Test
    void rowsOfOthersAreRefusedAndOwnOnesTaken() throws Exception {
        createOrders(StreamViewType.NEW_AND_OLD_IMAGES);
        ready(file("", RULES, "")).ddl().forEach(PlannerStores::sql);
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
        grants.forEach(PlannerStores::sql);
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
}
