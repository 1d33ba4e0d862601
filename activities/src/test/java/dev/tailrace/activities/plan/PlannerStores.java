package dev.tailrace.activities.plan;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.DynamoDbSurvey;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.lane.ControlSchema;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.mappers.problem.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A real DynamoDB Local and a real Postgres, and plans against them. */
abstract class PlannerStores {
    static final String RULES = "[{ into: orders, key: [orderId], columns: { total: 'numeric(12,2)',"
            + " placed: timestamptz, note: text }, rest: attributes }]";

    @TempDir
    static Path folder;

    private static LocalDynamoDb dynamo;
    static DynamoDbClient tables;
    static DynamoDbStreamsClient streams;
    static EmbeddedPostgres postgres;

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

    static void createOrders(StreamViewType view) {
        tables.createTable(orders(view).build());
    }

    /** @param view null: no stream */
    static CreateTableRequest.Builder orders(StreamViewType view) {
        var request = CreateTableRequest.builder()
                .tableName("Orders")
                .attributeDefinitions(attribute("orderId"))
                .keySchema(key("orderId", KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST);
        return view == null
                ? request
                : request.streamSpecification(s -> s.streamEnabled(true).streamViewType(view));
    }

    static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    static MigrationSpec file(String target, String rules, String options) {
        var text = """
                name: shop
                source: { dynamodb: {} }
                target: { postgres: { url: env:TARGET_URL, %s } }
                tables: [{ from: Orders, mapping: %s }]
                %s
                """.formatted(target.isEmpty() ? "schema: public" : target, rules, options);
        return ((FileAnswer.Ok) FileReader.read(text, "shop.yaml")).spec();
    }

    static final Plugins NO_PLUGINS = new Plugins(Path.of("no such folder"));

    static TablePlan.Ready ready(MigrationSpec file) {
        return (TablePlan.Ready) plan(postgres.getPostgresDatabase(), file);
    }

    static List<Problem> refused(MigrationSpec file) {
        return refused(postgres.getPostgresDatabase(), file);
    }

    static List<Problem> refused(DataSource target, MigrationSpec file) {
        return ((TablePlan.Refused) plan(target, file)).problems();
    }

    static TablePlan plan(DataSource target, MigrationSpec file) {
        return Planner.plan(
                new DynamoDbSurvey(tables, streams), target, file, file.tables().getFirst(), NO_PLUGINS);
    }

    /** What the engine records when it takes a target table. */
    static void own(String migration, String table) throws Exception {
        ControlSchema.migrate(postgres.getPostgresDatabase());
        sql("insert into tailrace.migration (name, workflow_id, file, digest) values ('%1$s', '%1$s', '{}', '')"
                .formatted(migration));
        sql("insert into tailrace.source_table (migration, name) values ('%s', '%s')".formatted(migration, table));
        sql("insert into tailrace.target_table (schema_name, name, table_id)"
                + " select 'public', 'orders', id from tailrace.source_table");
    }

    static PGSimpleDataSource database(String user, String password) {
        var source = (PGSimpleDataSource) postgres.getDatabase(user, "postgres");
        source.setPassword(password);
        return source;
    }

    static void sql(String statement) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var any = connection.createStatement()) {
            any.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    static String text(String query) {
        return DSL.using(postgres.getPostgresDatabase(), SQLDialect.POSTGRES)
                .fetchSingle(query)
                .get(0, String.class);
    }
}
