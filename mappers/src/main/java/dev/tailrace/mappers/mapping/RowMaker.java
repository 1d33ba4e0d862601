package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the rows of an item that a rule takes: one of the rule's table, then those of its children; or says of which row it is a part. */
final class RowMaker {
    private final Layout layout;
    private final ChildMaker[] children;
    private final KeySchema keys;
    private final KeyInverse inverse;
    private final @Nullable PartsMaker parts;

    /** @param table as all rules that write it see it */
    RowMaker(CompiledRule rule, RowTable table, List<ChildMaker> children, KeySchema keys) {
        var keyNames = new HashSet<String>();
        keys.attributes().forEach(key -> keyNames.add(key.name()));
        this.layout = new Layout(
                table,
                0,
                rule.sources().toArray(ColumnSource[]::new),
                rule.taken(),
                Stream.concat(
                                Layout.paths(rule.sources(), rule.taken()).stream(),
                                children.stream().map(ChildMaker::path).filter(path -> !path.isAttribute()))
                        .toList(),
                rule.literal().toArray(String[]::new),
                keyNames);
        this.children = children.toArray(ChildMaker[]::new);
        this.keys = keys;
        this.inverse = new KeyInverse(rule, keys);
        var collect = rule.spec().collect();
        this.parts = collect == null ? null : new PartsMaker(rule, collect, this, keys);
    }

    KeyInverse inverse() {
        return inverse;
    }

    /** Null where each item is a row of its own. */
    @Nullable
    PartsMaker parts() {
        return parts;
    }

    RowTable table() {
        return layout.table();
    }

    /** Adds the cells of the key alone; null if all were made. */
    Mapped.@Nullable Refused keyInto(List<String> key, Item item, @Nullable String[] fields) {
        var cells = new String[layout.table().columns().size()];
        var refused = new RowFiller(layout, item, fields, cells).fillKey();
        if (refused == null) {
            key.addAll(Arrays.asList(cells).subList(0, layout.table().keySize()));
        }
        return refused;
    }

    /** @param fields what {@link #when} matched */
    Mapped map(Item item, @Nullable String[] fields) {
        return parts == null ? rows(item, fields) : parts.part(item, fields);
    }

    Mapped rows(Item item, @Nullable String[] fields) {
        var table = layout.table();
        var cells = new String[table.columns().size()];
        var row = new RowFiller(layout, item, fields, cells);
        for (var child : children) {
            if (!child.takes(item)) {
                row.keepInRest(child.path());
            }
        }
        var refused = row.fill();
        if (refused != null) {
            return refused;
        }
        if (table.isOwned()) {
            cells[cells.length - 1] = DynamoJson.write(keys.keyOf(item));
        }
        var made = new Row(table, Arrays.asList(cells));
        if (!table.isCollection() && !inverse.restores(item, made.cells().subList(0, table.keySize()))) {
            return keyNotRestored(inverse.difference(item, made.cells()));
        }
        return children.length == 0 ? new Mapped.Rows(List.of(made)) : withChildren(item, made);
    }

    Mapped.Refused keyNotRestored(String difference) {
        return refused(
                Code.M021,
                "The key columns of " + Shown.name(layout.table().name()) + " do not restore the item's key: "
                        + difference + ".");
    }

    private Mapped withChildren(Item item, Row made) {
        var rows = new ArrayList<Row>();
        rows.add(made);
        for (var child : children) {
            var refused = child.makeInto(rows, item, made);
            if (refused != null) {
                return refused;
            }
        }
        return new Mapped.Rows(rows);
    }

    static Mapped.Refused refused(Code code, String reason) {
        return new Mapped.Refused(code.id(), reason);
    }
}
