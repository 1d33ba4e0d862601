package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.Operator;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import io.temporal.client.WorkflowUpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Table designs of well-known libraries, and some that other tools tripped over, each with a mapping as its users would write it: items
 * first, then a migration, changes while capture runs, and a comparison. All of them at once, on one worker.
 */
@Tag("stack")
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DesignsTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final List<AutoCloseable> made = new ArrayList<>();
    private List<Design> designs = List.of();
    private ControlView control;
    private Connection target;

    @BeforeAll
    void migrateAll(Stack stack) throws SQLException, IOException {
        String suffix = Stack.unique("").replace('_', '-');
        designs = Design.NAMES.stream().map(name -> new Design(name, suffix)).toList();
        FreshDatabase database = own(stack.freshDatabase());
        for (Design design : designs) {
            design.createTable(stack.dynamoDb());
            own(() -> stack.dynamoDb().deleteTable(d -> d.tableName(design.table())));
        }
        own(WorkerChild.start(
                stack.addresses().environment(database.address()), Files.createTempFile("tailrace-worker", ".log")));
        Operator operator = own(Operator.connect(stack.addresses()));
        control = own(ControlView.open(database.address()));
        target = own(database.address().connect());
        for (Design design : designs) {
            operator.start(design.migration(), design.yaml());
            own(() -> operator.terminate(design.migration()));
            own(() -> operator.terminate(design.migration() + "/" + design.table()));
        }
        for (Design design : designs) {
            await(
                    design,
                    "the copy's end",
                    seen -> List.of("CATCHING_UP", "VERIFYING", "READY").contains(seen.phase()));
            design.change(stack.dynamoDb());
        }
        for (Design design : designs) {
            TableView before =
                    await(design, "a first verdict", seen -> seen.outcome().isPresent());
            Await.until(
                    "verify of " + design.name(), LIMIT, () -> isTaken(operator, design.migration()), taken -> taken);
            await(
                    design,
                    "a verdict of the changes",
                    seen -> seen.run() > before.run() && seen.outcome().isPresent());
        }
    }

    /** Refused while the table verifies already. */
    private static boolean isTaken(Operator operator, String migration) {
        try {
            operator.verb(migration, "verify", Map.of());
            return true;
        } catch (WorkflowUpdateException refused) {
            return false;
        }
    }

    @AfterAll
    void close() throws Exception {
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).close();
        }
    }

    List<Design> designs() {
        return designs;
    }

    @ParameterizedTest
    @MethodSource("designs")
    void everyRowIsRightAndEveryRefusalIsExpected(Design design) throws SQLException {
        assertThat(control.table(design.migration(), design.table()).outcome())
                .contains(design.refused().isEmpty() ? "EQUAL" : "INCOMPLETE");
        for (var table : design.expected().get("tables").properties()) {
            List<Map<String, String>> rows = rows(design.schema(), table.getKey());
            assertThat(rows)
                    .as(table.getKey())
                    .hasSize(table.getValue().get("count").intValue());
            for (JsonNode row : table.getValue().path("rows")) {
                assertThat(rows)
                        .as(table.getKey())
                        .anySatisfy(found -> row.properties()
                                .forEach(cell -> assertThat(found)
                                        .as(cell.getKey())
                                        .containsEntry(
                                                cell.getKey(), cell.getValue().textValue())));
            }
        }
        assertThat(quarantined(design)).isEqualTo(design.refused());
    }

    private TableView await(Design design, String what, Predicate<TableView> good) {
        return Await.until(
                        what + " of " + design.name(),
                        LIMIT,
                        () -> control.tables(design.migration()),
                        seen -> seen.size() == 1 && good.test(seen.getFirst()))
                .getFirst();
    }

    /** Column to its cell as Postgres prints it; null for NULL. */
    private List<Map<String, String>> rows(String schema, String table) throws SQLException {
        List<String> columns = texts(
                "select column_name from information_schema.columns where table_schema = '%s' and table_name = '%s'"
                        .formatted(schema, table));
        List<Map<String, String>> rows = new ArrayList<>();
        String casts = String.join(
                ", ", columns.stream().map(column -> "\"" + column + "\"::text").toList());
        try (Statement statement = target.createStatement();
                ResultSet row =
                        statement.executeQuery("select %s from \"%s\".\"%s\"".formatted(casts, schema, table))) {
            while (row.next()) {
                Map<String, String> cells = new HashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    cells.put(columns.get(i), row.getString(i + 1));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private List<String> quarantined(Design design) throws SQLException {
        return texts("""
                select q.code from tailrace.quarantine q join tailrace.pass p on p.id = q.pass_id
                  join tailrace.source_table t on t.id = p.table_id where t.migration = '%s' order by 1""".formatted(design.migration()));
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private <T extends AutoCloseable> T own(T part) {
        made.add(part);
        return part;
    }
}
