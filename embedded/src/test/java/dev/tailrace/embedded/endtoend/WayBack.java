package dev.tailrace.embedded.endtoend;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.mapping.MappingCompiler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The items of a source table, as they are there and as what Postgres stored of them gives them back. */
record WayBack(List<Item> items, List<Item> givenBack) {
    /** The mark of Tailrace's tokens. */
    private static final String TOKEN = "_tailrace_token";

    /** One per source table of a scenario whose items have a row each. */
    static List<WayBack> of(Scenario scenario, DynamoDbClient dynamoDb, Connection target) throws SQLException {
        FileAnswer.Ok file =
                (FileAnswer.Ok) FileReader.read(MigrationFile.yaml("back", List.of(scenario)), "back.yaml");
        List<WayBack> ways = new ArrayList<>();
        for (TableSpec table : file.spec().tables()) {
            Compiled.Ok compiled =
                    (Compiled.Ok) MappingCompiler.compile(table.rules().orElseThrow(), Keys.of(dynamoDb, table.from()));
            ways.add(new WayBack(
                    items(dynamoDb, table.from()), givenBack(target, scenario.schema(), compiled.mapper())));
        }
        return ways;
    }

    private static List<Item> items(DynamoDbClient dynamoDb, String table) {
        return dynamoDb.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .filter(item -> !item.containsKey(TOKEN))
                .map(Attributes::toItem)
                .toList();
    }

    private static List<Item> givenBack(Connection target, String schema, ReversibleMapper mapper) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (Statement statement = target.createStatement()) {
            statement.execute("set time zone 'UTC'; set datestyle = 'ISO'; set bytea_output = 'hex'");
            for (RowTable table : mapper.tables()) {
                try (ResultSet row = statement.executeQuery(printed(schema, table))) {
                    while (row.next()) {
                        items.add(mapper.unmap(List.of(new Row(table, cells(table, row)))));
                    }
                }
            }
        }
        return items;
    }

    private static String printed(String schema, RowTable table) {
        return table.columns().stream()
                .map(column -> Identifiers.quote(column.name()) + "::text")
                .collect(Collectors.joining(
                        ", ", "select ", " from " + Identifiers.quote(schema) + "." + Identifiers.quote(table.name())));
    }

    private static List<@Nullable String> cells(RowTable table, ResultSet row) throws SQLException {
        List<@Nullable String> cells = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String printed = row.getString(i + 1);
            cells.add(printed == null ? null : table.columns().get(i).type().canonical(printed));
        }
        return cells;
    }
}
