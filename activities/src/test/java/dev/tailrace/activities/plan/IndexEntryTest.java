package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which keys are too long for an index: as a real Postgres answers. */
@Tag("stack")
class IndexEntryTest {
    private static final RowTable TABLE = new RowTable("t", List.of(column("a"), column("b"), column("c")), 2);

    private static RowTable.Column column(String name) {
        return new RowTable.Column(name, Objects.requireNonNull(ColumnTypes.parse("text", null)), name);
    }

    private static String random(Random random, int length, int letters) {
        return random.ints(length, 0, letters)
                .mapToObj(i -> "" + (char) ('0' + i))
                .collect(Collectors.joining());
    }

    @Test
    void whatIsTooLongIsWhatPostgresRefuses() throws Exception {
        var random = new Random(7);
        var keys = new ArrayList<List<String>>();
        for (int n = 950; n < 1_024; n++) {
            keys.add(List.of(random(random, 1_700, 70), random(random, n, 70)));
        }
        for (int n = 1; n < 1_024; n += 40) {
            keys.add(List.of("ab".repeat(1_000), random(random, n, 70)));
            keys.add(List.of(random(random, 2_040, 70), "x".repeat(n)));
        }
        try (var postgres = EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C.UTF-8")
                        .start();
                var connection = postgres.getPostgresDatabase().getConnection()) {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "create table t (a text collate \"C\", b text collate \"C\", c text, primary key (a, b))");
            }
            int refused = 0;
            for (var key : keys) {
                boolean tooLong = isRefused(connection, key);
                assertThat(IndexEntry.isTooLong(new Row(TABLE, List.of(key.get(0), key.get(1), "c"))))
                        .as(
                                "%d and %d characters",
                                key.get(0).length(), key.get(1).length())
                        .isEqualTo(tooLong);
                refused += tooLong ? 1 : 0;
            }
            assertThat(refused).isBetween(10, keys.size() - 10);
        }
    }

    private static boolean isRefused(Connection connection, List<String> key) throws SQLException {
        try (var insert = connection.prepareStatement("insert into t values (?, ?, 'c')")) {
            insert.setString(1, key.get(0));
            insert.setString(2, key.get(1));
            insert.execute();
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("54000");
            return true;
        }
    }
}
