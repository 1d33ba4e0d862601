package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.RandomValues;
import java.util.ArrayList;
import java.util.List;

/** Makes mappings that use all of the language, most of them valid, with hostile names and texts in every place that takes one. */
final class RandomMapping {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TYPES = new ArrayList<>(ColumnTypes.NAMES);

    static {
        TYPES.set(TYPES.indexOf("numeric(p,s)"), "numeric(12,2)");
    }

    private final RandomValues values;
    /** What the mapping calls attributes. */
    private final List<String> attributes = new ArrayList<>(List.of("a", "b", "lines"));

    private int columns;

    RandomMapping(RandomValues values) {
        this.values = values;
    }

    /** The names of attributes that the mappings made so far ask for. */
    List<String> attributes() {
        return attributes;
    }

    ArrayNode next() {
        var mapping = JSON.arrayNode();
        for (int n = values.below(3); n >= 0; n--) {
            mapping.add(rule());
        }
        if (values.below(3) == 0) {
            mapping.addObject().putObject("else").put("into", table()).put("rest", column());
        } else if (values.below(2) == 0) {
            mapping.addObject().put("else", values.below(9) == 0 ? values.text() : "skip");
        }
        return mapping;
    }

    private ObjectNode rule() {
        var rule = JSON.objectNode();
        var fields = new ArrayList<String>();
        var when = rule.putObject("when");
        for (var key : List.of("PK", "SK")) {
            if (values.below(3) == 0) {
                when.put(key, template(fields));
            } else {
                fields.add(key);
            }
        }
        if (values.below(4) == 0) {
            when.set(path(), condition(fields));
        }
        if (values.below(8) == 0) {
            return rule.put("skip", true);
        }
        rule.put("into", table());
        var key = rule.putArray("key");
        fields.stream().distinct().forEach(key::add);
        var columnsOf = columns(fields);
        if (values.below(5) == 0) {
            key.add(
                    columnsOf.properties().isEmpty()
                            ? column()
                            : columnsOf.fieldNames().next());
        }
        rule.set("columns", columnsOf);
        if (values.below(5) > 0) {
            rule.put("rest", column());
        }
        if (values.below(3) == 0) {
            rule.put("nul", values.oneOf(List.of("fail", "strip", "escape")));
        }
        if (values.below(6) == 0) {
            rule.put("owned", true);
        } else if (values.below(3) == 0) {
            child(rule.putObject("each").putObject(values.below(2) == 0 ? "lines" : path()));
        }
        return rule;
    }

    private void child(ObjectNode child) {
        child.put("into", table()).put("position", column()).put("rest", column());
        child.set("columns", columns(List.of()));
    }

    private ObjectNode columns(List<String> fields) {
        var all = JSON.objectNode();
        for (int n = values.below(4); n > 0; n--) {
            if (values.below(3) == 0) {
                all.put(attributeForColumn(), values.oneOf(TYPES));
            } else {
                all.set(column(), definition(fields));
            }
        }
        return all;
    }

    private ObjectNode definition(List<String> fields) {
        var column = JSON.objectNode();
        switch (values.below(6)) {
            case 5 ->
                column.put("from", path())
                        .put(
                                "template",
                                literal() + "{" + name() + values.oneOf(List.of("", ":int", ":int:2+", "?")) + "}");
            case 0 -> column.put("from", path()).put("type", values.oneOf(TYPES));
            case 1 -> consent(column);
            case 2 -> column.put("value", values.text());
            case 3 -> {
                column.put("from", path())
                        .put("type", "text")
                        .put("nul", values.oneOf(List.of("strip", "escape", "bytea")));
                if (values.below(3) == 0) {
                    column.remove("nul");
                    column.putArray("values").add(values.text()).add("t");
                }
            }
            default -> {
                column.put("of", fields.isEmpty() || values.below(2) == 0 ? path() : values.oneOf(fields));
                column.put("type", "text");
                computed(column);
            }
        }
        return column;
    }

    private void consent(ObjectNode column) {
        column.put("from", path());
        switch (values.below(7)) {
            case 0 -> column.put("type", "boolean").put("words", "known");
            case 1 -> {
                column.put("type", "boolean").putArray("truthy").add(1).add(values.text());
                column.putArray("falsy").add(values.text());
            }
            case 2 -> column.put("decode", "json").put("fallback", values.oneOf(List.of("fail", "none", "value")));
            case 3 -> column.put("type", "text").putArray("also").add("N").add(values.oneOf(List.of("BOOL", "L", "M")));
            case 4 ->
                column.put("type", "numeric(12,2)").put("round", values.oneOf(List.of("half-up", "half-even", "down")));
            case 5 -> {
                column.put("type", values.oneOf(List.of("timestamp", "timestamptz")))
                        .put("fraction", "cut");
                column.putArray("digits").add(values.below(7));
                column.putArray("format").add("blank").add("iso");
            }
            default -> {
                column.remove("from");
                column.put("type", "jsonb").putObject("value").put(values.text(), values.text());
            }
        }
    }

    private void computed(ObjectNode column) {
        switch (values.below(5)) {
            case 0 ->
                column.put("by", values.oneOf(List.of("md5", "sha256", "crc32")))
                        .put("form", "hex");
            case 1 ->
                column.put("by", "md5").putArray("list").add(values.text()).add(values.text());
            case 2 -> column.put("case", values.oneOf(List.of("lower", "upper")));
            case 3 -> column.put("bucket", "day");
            default -> column.put("by", "epoch").put("mod", 1 + values.below(9));
        }
        if (values.below(2) == 0) {
            column.put("prefix", values.text()).put("suffix", values.text());
        }
    }

    private ObjectNode condition(List<String> fields) {
        var condition = JSON.objectNode();
        switch (values.below(7)) {
            case 4 -> condition.putArray("in").add(values.text()).add("t").add(1);
            case 5 -> condition.put("suffix", values.text());
            case 6 ->
                condition.putObject("not").put(values.oneOf(List.of("equals", "prefix", "suffix")), values.text());
            case 0 -> condition.put("equals", values.text());
            case 1 -> condition.put("prefix", values.text());
            case 2 -> condition.put("present", values.below(2) == 0);
            default -> condition.put("template", template(fields));
        }
        return condition;
    }

    /** @param fields those of the rule so far */
    private String template(List<String> fields) {
        var template = new StringBuilder(values.below(2) == 0 ? "" : literal());
        for (int n = values.below(3); n >= 0; n--) {
            var field = values.below(3) == 0 ? name() : "f" + columns++;
            fields.add(field);
            template.append('{')
                    .append(field)
                    .append(values.oneOf(List.of(
                            "",
                            "",
                            "",
                            "?",
                            ":int",
                            ":int:2",
                            ":int:2+",
                            ":date",
                            ":timestamptz:3",
                            ":timestamp:0,6")));
            template.append('}').append(n > 0 || values.below(2) == 0 ? values.below(2) == 0 ? "#" : literal() : "");
        }
        return template.toString();
    }

    private String literal() {
        var text = values.text();
        return text.length() > 100 || values.below(10) == 0
                ? text
                : text.replace("{", "{{").replace("}", "}}");
    }

    private String path() {
        var path = new StringBuilder(
                attribute().replace("\\", "\\\\").replace(".", "\\.").replace("[", "\\["));
        if (values.below(6) == 0) {
            path.append('[').append(values.below(3)).append(']');
        }
        return values.below(3) == 0 ? path.append('.').append(values.word()).toString() : path.toString();
    }

    private String attribute() {
        if (values.below(2) == 0) {
            attributes.add(values.text());
        }
        return values.oneOf(attributes);
    }

    /** One whose name a column may have. */
    private String attributeForColumn() {
        var name = attribute();
        return Identifiers.columnObjection(name) == null || values.below(10) == 0 ? name : "a";
    }

    private String table() {
        return name();
    }

    private String column() {
        return values.below(20) == 0 ? name() : name() + columns++;
    }

    /** Mostly one that Postgres takes. */
    private String name() {
        var name = values.text();
        return Identifiers.columnObjection(name + "999999") == null || values.below(20) == 0 ? name : "n" + columns++;
    }
}
