package dev.tailrace.activities.proposal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** One kind of items as a rule of a migration file. For one thread. */
final class RuleText {
    private static final String REST = "attributes";
    private static final double OFTEN = 0.5;
    private static final int MOST_COLUMNS = 60;
    private static final int ITEMS_OF_A_SHARD = 5;
    private static final Set<String> PLAIN = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final ItemSample sample;
    private final Entity entity;
    private final ProposedNames names = new ProposedNames(REST, "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");
    private final List<String> lines = new ArrayList<>();
    private final List<String> when = new ArrayList<>();
    private final List<String> key = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();

    RuleText(ItemSample sample, Entity entity) {
        this.sample = sample;
        this.entity = entity;
    }

    /** @param table its name */
    List<String> lines(String table) {
        keys();
        attributes();
        lines.add(String.format(
                Locale.ROOT,
                "# %,d of %,d items",
                entity.items().size(),
                sample.items().size()));
        var first = "- ";
        if (!when.isEmpty()) {
            lines.add(first + "when: { " + String.join(", ", when) + " }");
            first = "  ";
        }
        lines.add(first + "into: " + scalar(table));
        lines.add("  key: [" + key.stream().map(RuleText::scalar).collect(Collectors.joining(", ")) + "]");
        if (columns.stream().anyMatch(c -> !c.startsWith("#"))) {
            lines.add("  columns:");
            columns.forEach(c -> lines.add("    " + c));
        } else {
            columns.forEach(c -> lines.add("  " + c));
        }
        lines.add("  rest: " + REST);
        return lines;
    }

    private void keys() {
        for (var attribute : sample.keys().attributes()) {
            var shape = entity.shapes().getOrDefault(attribute.name(), KeyShape.VALUE);
            if (shape.literals() == 0) {
                var column = names.take(ProposedNames.snake(attribute.name()));
                key.add(column);
                if (!column.equals(attribute.name())) {
                    columns.add(scalar(column) + ": { from: " + path(attribute.name()) + " }");
                }
            } else {
                when.add(scalar(attribute.name()) + ": " + quoted(shape.template(fields(attribute.name(), shape))));
            }
        }
        var type = entity.type();
        if (type != null) {
            when.add(path(type.name()) + ": { equals: " + quoted(type.value()) + " }");
        }
    }

    /** Names of the shape's values, which become columns of the key. */
    private List<String> fields(String attribute, KeyShape shape) {
        var fields = new ArrayList<String>();
        for (int i = 0; i < shape.words().size(); i++) {
            if (shape.words().get(i) == null) {
                int place = fields.size();
                var values = entity.items().stream()
                        .map(item ->
                                shape.valuesOf(Entities.text(item, attribute)).get(place))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                var word = shape.wordBefore(i);
                var base = ProposedNames.snake(word == null ? attribute : word);
                var name = i > 0 && shape.words().get(i - 1) == null && isShard(attribute, values)
                        ? "shard"
                        : word == null ? base : base + suffix(values);
                fields.add(names.take(name));
            }
        }
        key.addAll(fields);
        return fields;
    }

    /** Behind another value of a partition key: few numbers, each of which many items have. */
    private boolean isShard(String attribute, Set<String> values) {
        return attribute.equals(sample.keys().partition().name())
                && values.size() > 1
                && values.size() * ITEMS_OF_A_SHARD <= entity.items().size()
                && values.stream().allMatch(v -> v.matches("[0-9]{1,3}"));
    }

    private static String suffix(Set<String> values) {
        if (all(values, "date")) {
            return "_date";
        }
        return all(values, "timestamptz") || all(values, "timestamp") ? "_at" : "_id";
    }

    private static boolean all(Set<String> values, String type) {
        CellType cells = Objects.requireNonNull(ColumnTypes.parse(type, null));
        return values.stream().allMatch(v -> cells.encode(new Value.Text(v)) instanceof Cell.Of);
    }

    private void attributes() {
        var present = new LinkedHashSet<String>();
        entity.items().forEach(i -> present.addAll(i.attributes().keySet()));
        sample.keys().attributes().forEach(k -> present.remove(k.name()));
        int count = 0;
        for (var attribute : present) {
            var values = entity.items().stream()
                    .map(i -> i.get(attribute))
                    .filter(v -> v != null)
                    .toList();
            boolean wanted = sample.indexed().contains(attribute) || attribute.equals(sample.ttl());
            if ((wanted || values.size() >= OFTEN * entity.items().size()) && count < MOST_COLUMNS) {
                count += column(attribute, values);
            }
        }
    }

    private int column(String attribute, List<Value> values) {
        var guess = ColumnGuess.of(attribute, values, attribute.equals(sample.ttl()));
        var share = String.format(
                Locale.ROOT, "%.0f %%", 100.0 * values.size() / entity.items().size());
        if (guess.type() == null) {
            columns.add("# " + comment(attribute) + " stays in " + REST + ": " + comment(guess.remark()));
            return 0;
        }
        var column = names.take(ProposedNames.snake(attribute));
        var spec = column.equals(attribute) && guess.options().isEmpty()
                ? guess.type()
                : "{ " + (column.equals(attribute) ? "" : "from: " + path(attribute) + ", ") + "type: "
                        + (guess.type().endsWith("]") ? quoted(guess.type()) : guess.type())
                        + (guess.options().isEmpty() ? "" : ", " + guess.options()) + " }";
        var remark = guess.remark().isEmpty() ? "" : "; " + comment(guess.remark());
        columns.add(scalar(column) + ": " + spec + "  # " + share + remark);
        return 1;
    }

    /** An attribute's name where a path may stand. */
    private static String path(String attribute) {
        return scalar(attribute.replace("\\", "\\\\").replace(".", "\\.").replace("[", "\\["));
    }

    /** In quotes where YAML would take it for something else. */
    private static String scalar(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*") && !PLAIN.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : quoted(text);
    }

    /** JSON's quotes are YAML's, too. ASCII: it may be printed where nothing else can be. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
            if (c < 0x7F) {
                quoted.append(c);
            } else {
                quoted.append("\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }

    /** On one line. */
    private static String comment(String text) {
        return Shown.name(text);
    }
}
