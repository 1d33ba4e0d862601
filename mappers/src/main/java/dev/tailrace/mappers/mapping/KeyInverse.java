package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The way back from a target key to the source key. */
final class KeyInverse implements SourceKeys {
    private final List<KeyPart> parts;
    private final List<ColumnSource> keySources;
    private final When keyWhen;

    KeyInverse(CompiledRule rule, KeySchema keys) {
        this.parts = rule.parts();
        this.keySources = rule.keySources();
        this.keyWhen = new When(rule.templates().ofKey(keys));
    }

    /** Whether the cells restore the item's key, byte for byte. */
    boolean restores(Item item, List<String> cells) {
        for (var part : parts) {
            if (!part.of(cells).equals(item.get(part.attribute().name()))) {
                return false;
            }
        }
        return true;
    }

    /** What comes back otherwise, in words: of a key attribute that {@link #restores} found. */
    String difference(Item item, List<@Nullable String> cells) {
        for (var part : parts) {
            var name = part.attribute().name();
            var back = part.of(cells);
            if (!back.equals(item.get(name))) {
                return Shown.name(name) + " " + shown(item.get(name)) + " would come back as " + shown(back)
                        + stated(part, item.get(name));
            }
        }
        return "it would come back as it is";
    }

    /** What the file has to state so that the time in it comes back; empty where that would not help. */
    private static String stated(KeyPart part, @Nullable Value value) {
        var text = When.textOf(value);
        if (text != null && part instanceof KeyPart.Whole whole) {
            var stated = ColumnTypes.statedFor(whole.type(), text);
            return stated == null ? "" : "; state digits and offset as in " + stated;
        }
        if (text == null || !(part instanceof KeyPart.Formatted formatted)) {
            return "";
        }
        var slots = IntStream.range(0, formatted.types().size()).toArray();
        var fields = new String[slots.length];
        if (formatted.template().match(text, slots, fields)) {
            for (int i = 0; i < fields.length; i++) {
                var type = formatted.types().get(i);
                var field = fields[i];
                var stated =
                        field == null || !ColumnTypes.isTimeUnstated(type) ? null : ColumnTypes.statedFor(type, field);
                if (stated != null) {
                    var name = formatted.template().fields().get(i).name();
                    return "; state {" + Shown.name(name) + ":" + type.cast() + ":" + stated + "}";
                }
            }
        }
        return "";
    }

    private static String shown(@Nullable Value value) {
        var text = When.textOf(value);
        return text == null ? "another value" : Shown.text(text);
    }

    @Override
    public Item sourceKey(List<String> cells) {
        if (cells.size() != keySources.size()) {
            throw noItem();
        }
        var key = new HashMap<String, Value>();
        for (var part : parts) {
            key.put(part.attribute().name(), part.of(cells));
        }
        var item = Item.of(key);
        if (!isMappedTo(item, cells)) {
            throw noItem();
        }
        return item;
    }

    /** Whether the columns that depend on the source key alone have these cells. */
    private boolean isMappedTo(Item key, List<String> cells) {
        var fields = keyWhen.match(key);
        if (fields == null) {
            return false;
        }
        for (int i = 0; i < cells.size(); i++) {
            var cell = switch (keySources.get(i)) {
                case ColumnSource.Field field -> {
                    int slot = keyWhen.fields().indexOf(field.name());
                    yield slot < 0 ? null : FieldText.encode(field.type(), fields[slot]);
                }
                case ColumnSource.Attribute attribute -> {
                    var value = key.get(attribute.name());
                    yield value == null ? null : attribute.type().encode(value);
                }
                case ColumnSource.Constant constant -> new Cell.Of(constant.cell(), true);
                case ColumnSource.Computed computed -> {
                    int slot = computed.slot() < 0
                            ? -1
                            : keyWhen.fields().indexOf(computed.of().attribute());
                    var value = slot < 0 ? computed.of().in(key.attributes()) : new Value.Text(fields[slot]);
                    var text = value == null || computed.slot() >= 0 && slot < 0
                            ? null
                            : computed.transform().of(value);
                    yield text == null ? null : computed.type().encode(new Value.Text(text));
                }
                case ColumnSource.Path p -> null;
                case ColumnSource.Packed p -> null;
                case ColumnSource.Rest r -> null;
            };
            if (cell != null && !(cell instanceof Cell.Of of && of.text().equals(cells.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException noItem() {
        return new IllegalArgumentException("Cannot find the source key: no item is mapped to this target key.");
    }
}
