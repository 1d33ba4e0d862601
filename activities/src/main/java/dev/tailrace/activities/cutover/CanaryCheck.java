package dev.tailrace.activities.cutover;

import dev.tailrace.activities.postgres.CanaryRows;
import dev.tailrace.activities.postgres.CanaryRows.Canary;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.WayBack;
import dev.tailrace.mappers.problem.Code;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a way back would bring the target's rows to the source (R9), tried with a row of each target table. */
final class CanaryCheck implements GateCheck {
    private static final Duration ASK = Duration.ofSeconds(2);

    @Override
    public void check(GateTable table, GateFindings findings) throws SQLException {
        if (!(table.table().mapper() instanceof ReversibleMapper mapper)) {
            lost(table, findings, "its mapping has no way back");
            return;
        }
        for (var way : mapper.ways()) {
            if (way.none() != null) {
                lost(table, findings, way.none());
            } else if (way.unborn() != null) {
                findings.unsafe(table.name() + ": " + way.unborn());
            }
        }
        for (var canary : CanaryRows.of(table.table(), mapper)) {
            var problem = canary.problem() == null ? comesBack(table.table(), mapper, canary) : canary.problem();
            var row = "%s row of %s".formatted(canary.born() ? "a new" : "a", canary.table().name());
            if (problem == null) {
                findings.fact("%s: %s comes back from its item as it was".formatted(table.name(), row));
            } else if (canary.born()) {
                findings.unsafe("%s, %s: %s".formatted(table.name(), row, problem));
            } else {
                lost(table, findings, row + ": " + problem);
            }
        }
    }

    /** Before a cutover it is refused, and after it it is told. */
    private static void lost(GateTable table, GateFindings findings, String why) {
        if (table.isCutover()) {
            findings.refuse(Code.R029, table.name(), why);
        } else {
            findings.unsafe(table.name() + ": " + why);
        }
    }

    /** Null: it does. */
    private static @Nullable String comesBack(LoadedTable table, ReversibleMapper mapper, Canary canary) {
        var key = canary.key();
        if (key == null) {
            return "It claims no source key.";
        }
        return switch (WayBack.item(mapper, key, canary.rows(), canary.born() ? null : present(table, key))) {
            case WayBack.Items items -> null;
            case WayBack.Unclear unclear -> unclear.reason();
            case WayBack.Nothing n -> "It has no rows.";
            case WayBack.NotOurs n -> "The source has another item under its key.";
        };
    }

    private static @Nullable Item present(LoadedTable table, Item key) {
        return table.source().ask(List.of(key), ASK).items().get(key);
    }
}
