package dev.tailrace.activities.index;

import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.TableWay;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.mapping.TargetDdl;
import java.util.List;

/**
 * The indexes by which rows of a source key are found on the way back (R9, R10): built when a cutover is armed, since nothing needs them
 * before. {@link dev.tailrace.activities.postgres.index.IndexBuild} builds them, repeats what an earlier attempt left, and leaves alone
 * those that are there.
 */
public final class WayBackIndexes {
    private static final String TITLE = "the way back";

    private WayBackIndexes() {}

    /** By table; none of tables whose primary key does it, and none for a mapper without a way back. */
    public static List<TargetIndex> of(String schema, Mapper mapper) {
        return mapper instanceof ReversibleMapper reversible
                ? reversible.ways().stream()
                        .flatMap(way -> way.indexes().stream().map(index -> index(schema, way.table(), index)))
                        .toList()
                : List.of();
    }

    private static TargetIndex index(String schema, RowTable table, TableWay.Index index) {
        var columns = index.columns().stream()
                .map(at -> table.columns().get(at).name())
                .toList();
        var name = Identifiers.cut(
                table.name() + (index.born() ? "_born" : "_" + String.join("_", columns)) + "_way_back");
        return new TargetIndex(TITLE, schema, table.name(), name, columns, definition(columns, index.born()), true);
    }

    private static String definition(List<String> columns, boolean isOfBorn) {
        if (columns.equals(List.of(RowTable.SOURCE_KEY))) {
            // A source key may be longer than the 2,704 bytes that a btree takes.
            return "USING hash (" + Identifiers.quote(RowTable.SOURCE_KEY) + ")";
        }
        var all = TargetDdl.indexDefinition(columns, null, List.of());
        return isOfBorn ? all + " WHERE " + Identifiers.quote(RowTable.SOURCE_KEY) + " IS NULL" : all;
    }
}
