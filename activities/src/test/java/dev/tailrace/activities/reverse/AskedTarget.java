package dev.tailrace.activities.reverse;

import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.WayBack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the whole target: what lanes ask for by keys has to be the same. */
record AskedTarget(ReversibleMapper mapper) {
    /** What the rows make, all together. */
    List<Item> items(Connection connection) throws SQLException {
        var items = new ArrayList<Item>();
        claimed(connection).forEach((key, rows) -> {
            if (WayBack.item(mapper, key, rows) instanceof WayBack.Items made) {
                items.addAll(made.items());
            }
        });
        return items;
    }

    private Map<Item, List<Row>> claimed(Connection connection) throws SQLException {
        var claimed = new HashMap<Item, List<Row>>();
        for (var target : mapper.tables()) {
            for (var row : rows(connection, target)) {
                claimed.computeIfAbsent(mapper.claimedKey(row), k -> new ArrayList<>())
                        .add(row);
            }
        }
        return claimed;
    }

    private static List<Row> rows(Connection connection, RowTable target) throws SQLException {
        var columns =
                target.columns().stream().map(c -> "\"" + c.name() + "\"::text").collect(joining(", "));
        var found = new ArrayList<Row>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select " + columns + " from " + target.name())) {
            while (rows.next()) {
                var cells = new ArrayList<@Nullable String>();
                for (int i = 0; i < target.columns().size(); i++) {
                    var printed = rows.getString(i + 1);
                    cells.add(
                            printed == null
                                    ? null
                                    : target.columns().get(i).type().canonical(printed));
                }
                found.add(new Row(target, cells));
            }
        }
        return found;
    }
}
