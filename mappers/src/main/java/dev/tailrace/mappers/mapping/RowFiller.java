package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.problem.Code;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row on the way: fills its cells from an item, or from an element of one. */
final class RowFiller {
    private final Layout layout;
    private final Item item;
    private final @Nullable String[] fields;
    private final @Nullable String[] cells;
    /** Attributes whose cells say less than their values. */
    private Set<String> inexact = Set.of();

    private Set<AttributePath> inexactPaths = Set.of();

    RowFiller(Layout layout, Item item, @Nullable String[] fields, @Nullable String[] cells) {
        this.layout = layout;
        this.item = item;
        this.fields = fields;
        this.cells = cells;
        for (var attribute : layout.literal()) {
            if (!(item.get(attribute) instanceof Value.Text)) {
                keepInRest(attribute);
            }
        }
    }

    /** Null if all columns that have a source are filled. */
    Mapped.@Nullable Refused fill() {
        return fill(layout.first(), layout.first() + layout.sources().length);
    }

    /** Only the key's columns: null if they are filled. */
    Mapped.@Nullable Refused fillKey() {
        return fill(0, layout.table().keySize());
    }

    private Mapped.@Nullable Refused fill(int from, int to) {
        for (int i = from; i < to; i++) {
            var refused = fill(i);
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    /** Only the last column, the rest: null if it is filled. */
    Mapped.@Nullable Refused fillRest(Value value) {
        int last = cells.length - 1;
        return put(last, source(last).type().encode(value));
    }

    private ColumnSource source(int column) {
        return layout.sources()[column - layout.first()];
    }

    private Mapped.@Nullable Refused fill(int column) {
        return switch (source(column)) {
            case ColumnSource.Field field ->
                put(column, FieldText.encode(field.type(), Objects.requireNonNull(fields[field.slot()])));
            case ColumnSource.Rest rest ->
                put(
                        column,
                        rest.type() == ColumnTypes.JSONB && layout.paths().isEmpty()
                                ? ColumnTypes.jsonb(TypedJson.write(item, name -> !isLeft(name)))
                                : rest.type().encode(left()));
            case ColumnSource.Attribute attribute -> {
                var value = item.get(attribute.name());
                yield value == null || attribute.type().isNull(value)
                        ? leaveOut(column, attribute.name(), value != null)
                        : put(column, attribute.type().encode(value));
            }
            case ColumnSource.Path path -> {
                var value = path.path().in(item.attributes());
                if (value == null || path.type().isNull(value)) {
                    keepPathInRest(path.path());
                    yield leaveOut(column, path.path().toString(), false);
                }
                yield put(column, path.type().encode(value));
            }
            case ColumnSource.Computed computed -> compute(column, computed);
            case ColumnSource.Constant constant -> {
                cells[column] = constant.cell();
                yield null;
            }
            case ColumnSource.Packed packed -> unpack(column, packed);
        };
    }

    /** Whether nothing else took the attribute exactly. */
    private boolean isLeft(String attribute) {
        return !layout.taken().contains(attribute) || inexact.contains(attribute);
    }

    private Value left() {
        var left = new TreeMap<String, Value>(Utf8.ORDER);
        item.attributes().forEach((name, value) -> {
            if (isLeft(name)) {
                left.put(name, value);
            }
        });
        for (var path : layout.paths()) {
            if (!inexactPaths.contains(path)) {
                path.put(left, null);
            }
        }
        return new Value.MapOf(left);
    }

    private Mapped.@Nullable Refused put(int column, Cell cell) {
        switch (cell) {
            case Cell.Of of -> {
                cells[column] = of.text();
                if (!of.exact() && source(column) instanceof ColumnSource.Attribute attribute) {
                    keepInRest(attribute.name());
                }
                if (!of.exact() && source(column) instanceof ColumnSource.Path path) {
                    keepPathInRest(path.path());
                }
                return null;
            }
            case Cell.Refused refused -> {
                return refuse(column, refused);
            }
        }
    }

    /** SQL NULL, for an attribute that is absent or NULL. */
    private Mapped.@Nullable Refused leaveOut(int column, String attribute, boolean isNull) {
        if (column < layout.table().keySize()) {
            return RowMaker.refused(
                    Code.M024,
                    "The attribute " + Shown.name(attribute) + " of the key of "
                            + layout.table().name() + (isNull ? " is NULL." : " is missing."));
        }
        if (isNull) {
            keepInRest(attribute);
        }
        return null;
    }

    private Mapped.Refused refuse(int column, Cell.Refused refused) {
        var source = source(column);
        var subject = switch (source) {
            case ColumnSource.Field field -> "The field " + field.name();
            case ColumnSource.Attribute attribute -> "The attribute " + Shown.name(attribute.name());
            case ColumnSource.Path path ->
                "The attribute " + Shown.name(path.path().toString());
            case ColumnSource.Packed packed -> "The attribute " + Shown.name(packed.attribute());
            case ColumnSource.Computed computed ->
                "The source " + Shown.name(computed.of().toString());
            case ColumnSource.Constant c -> "The constant";
            case ColumnSource.Rest r -> "The item";
        };
        boolean keyOfTemplate =
                source instanceof ColumnSource.Field && column < layout.table().keySize();
        var target = layout.table().columns().get(column);
        return RowMaker.refused(
                keyOfTemplate && refused.code() == Code.M022 ? Code.M021 : refused.code(),
                subject + " " + refused.why() + " (column " + target.name() + " "
                        + target.type().cast() + " of " + layout.table().name() + ").");
    }

    private Mapped.@Nullable Refused unpack(int column, ColumnSource.Packed packed) {
        var value = item.get(packed.attribute());
        if (value == null || value instanceof Value.Null) {
            return null;
        }
        if (packed.flag() != null && !Packing.says(item.get(packed.flag()))) {
            return put(column, packed.type().encode(value));
        }
        var text = packed.packing().unpack(value);
        return text == null
                ? refuse(
                        column,
                        new Cell.Refused(
                                Code.M022, "is " + value.kind() + " that does not unpack to text of at most 16 MiB"))
                : put(column, packed.type().encode(new Value.Text(text)));
    }

    private Mapped.@Nullable Refused compute(int column, ColumnSource.Computed computed) {
        var value = computed.value(item, fields);
        if (value == null || value instanceof Value.Null) {
            return column < layout.table().keySize()
                    ? leaveOut(column, computed.of().toString(), value != null)
                    : null;
        }
        var text = computed.transform().of(value);
        return text == null
                ? refuse(
                        column, new Cell.Refused(Code.M022, "is " + value.kind() + " of which nothing can be computed"))
                : put(column, computed.type().encode(new Value.Text(text)));
    }

    void keepInRest(AttributePath path) {
        if (path.isAttribute()) {
            keepInRest(path.attribute());
        } else {
            keepPathInRest(path);
        }
    }

    private void keepPathInRest(AttributePath path) {
        if (inexactPaths.isEmpty()) {
            inexactPaths = new HashSet<>();
        }
        inexactPaths.add(path);
    }

    private void keepInRest(String attribute) {
        if (!layout.keys().contains(attribute)) {
            if (inexact.isEmpty()) {
                inexact = new HashSet<>();
            }
            inexact.add(attribute);
        }
    }
}
