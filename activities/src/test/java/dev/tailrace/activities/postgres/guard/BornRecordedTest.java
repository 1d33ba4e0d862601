package dev.tailrace.activities.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.OutboxKeys;
import dev.tailrace.activities.postgres.OutboxRows;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source key is made of is recorded, so that a row that was born at the target can be followed when it moves or goes (R10). */
@Tag("stack")
@Timeout(60)
class BornRecordedTest {
    /** The order's number is unique by the application's rule; its user is a column. */
    private static final MappingSpec ORDERS = new MappingSpec(
            List.of(new MappingSpec.Rule(
                    Map.of("id", MappingSpec.Condition.of("{customer}#{nr}")),
                    "things",
                    List.of("nr"),
                    Map.of("customer", new ColumnSpec(null, "text", null)),
                    "rest",
                    null,
                    Map.of(),
                    true,
                    null,
                    false,
                    Map.of())),
            MappingSpec.Else.REFUSE);

    @Test
    void theKeyOfABornRowIsKnownFromItsFirstWriteToItsLast() throws SQLException {
        var guarded = new Guarded(ORDERS).armed(Owner.TARGET);
        guarded.application(
                "insert into things (nr, customer) values ('1', 'ann')",
                "update things set customer = 'bea' where nr = '1'",
                "delete from things");
        var rows = Transaction.read(guarded.bench.pool, c -> OutboxRows.behind(c, guarded.table.id(), 0, 10));
        var keys = new OutboxKeys((ReversibleMapper) guarded.table.mapper());
        assertThat(rows)
                .hasSize(3)
                .extracting(row -> keys.of(row).sourceKeys())
                .containsExactly(List.of(key("ann")), List.of(key("ann"), key("bea")), List.of(key("bea")));
        assertThat(rows).allSatisfy(row -> assertThat(keys.of(row).strays()).isEmpty());
    }

    private static String key(String customer) {
        return "{\"id\":{\"S\":\"%s#1\"}}".formatted(customer);
    }
}
