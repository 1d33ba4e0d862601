package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.TimeOptions;
import dev.tailrace.mappers.item.Shown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a template: {@code {name}} and {@code {name:type}}, {@code {name:int:5}}, {@code {name:int:5+}}, {@code {name...}} and {@code {name?}} are fields, <code>{{</code> and <code>}}</code> stand for braces. */
final class TemplateParser {
    private final String text;
    private final List<String> literals = new ArrayList<>();
    private final List<Template.Field> fields = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;
    private int greedy = -1;

    private TemplateParser(String text) {
        this.text = text;
    }

    /** A text that is no template. */
    static final class NotATemplate extends Exception {
        private final String what;

        NotATemplate(String what) {
            super(what);
            this.what = what;
        }

        /** What is wrong, a sentence. */
        String what() {
            return what;
        }
    }

    private NotATemplate wrong(String what) {
        return new NotATemplate("The template " + Shown.name(text) + what);
    }

    static Template parse(String text) throws NotATemplate {
        var parser = new TemplateParser(text);
        parser.run();
        return new Template(
                parser.literals,
                parser.fields,
                parser.greedy < 0 ? Template.lastWithoutWidth(parser.fields) : parser.greedy);
    }

    private void run() throws NotATemplate {
        if (text.isEmpty()) {
            throw new NotATemplate("The template is empty.");
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '{' && c != '}') {
                literal.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
                literal.append(c);
                at += 2;
            } else if (c == '{') {
                field();
            } else {
                throw wrong(" closes a brace that it did not open; write }} for a brace.");
            }
        }
        literals.add(literal.toString());
        borders();
    }

    private void field() throws NotATemplate {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw wrong(" does not close a brace; write {{ for a brace.");
        }
        var parts = text.substring(at + 1, end).split(":", 3);
        var name = parts[0].strip();
        boolean optional = false;
        while (name.endsWith("...") || name.endsWith("?")) {
            boolean takesMost = name.endsWith("...");
            if (takesMost && greedy >= 0) {
                throw wrong(" has two greedy fields.");
            }
            greedy = takesMost ? fields.size() : greedy;
            optional |= !takesMost;
            name = name.substring(0, name.length() - (takesMost ? 3 : 1)).strip();
        }
        if (name.isEmpty() || name.indexOf('{') >= 0) {
            throw wrong(" has a field without a name.");
        }
        literals.add(literal.toString());
        literal.setLength(0);
        var type = parts.length == 1 ? null : typeName(parts[1].strip());
        if (optional && type != null && !type.equals("text")) {
            throw wrong(" has a field that may be empty, " + Shown.name(name) + ", of type " + type
                    + "; only text can be empty.");
        }
        fields.add(optional ? new Template.Field(name, type, Template.ANY, 0) : sized(name, type, parts));
        at = end + 1;
    }

    private Template.Field sized(String name, @Nullable String type, String[] parts) throws NotATemplate {
        var width = parts.length < 3 ? "" : parts[2].strip();
        if (parts.length < 3) {
            return new Template.Field(name, type);
        }
        if ("timestamp".equals(type) || "timestamptz".equals(type)) {
            return new Template.Field(name, type + ":" + times(width, type));
        }
        return width.endsWith("+")
                ? new Template.Field(
                        name,
                        type,
                        Template.ANY,
                        width(width.substring(0, width.length() - 1).strip(), type))
                : new Template.Field(name, type, width(width, type));
    }

    /** Two fields with nothing between them need a width as their border. */
    private void borders() throws NotATemplate {
        int middle = greedy < 0 ? Template.lastWithoutWidth(fields) : greedy;
        for (int i = 0; i + 1 < fields.size(); i++) {
            var field = fields.get(i);
            var next = fields.get(i + 1);
            boolean border = (i < middle ? field : next).width() != Template.ANY;
            if (literals.get(i + 1).isEmpty() && !border) {
                throw wrong(" has the fields " + Shown.name(field.name()) + " and " + Shown.name(next.name())
                        + " with nothing between them, so their border is unknown.");
            }
        }
    }

    private int width(String width, @Nullable String type) throws NotATemplate {
        boolean number =
                !width.isEmpty() && width.length() <= 2 && width.chars().allMatch(c -> c >= '0' && c <= '9');
        int characters = number ? Integer.parseInt(width) : 0;
        if (!"int".equals(type) || characters < 1 || characters > 38) {
            throw wrong(" has a field of the width " + Shown.text(width)
                    + "; fields of type int may have one, from 1 to 38, or one with + for at least as many.");
        }
        return characters;
    }

    /** How many digits of fraction times have, and behind {@code timestamptz} perhaps an offset. */
    private String times(String stated, @Nullable String type) throws NotATemplate {
        var options = TimeOptions.ofField(stated);
        if (options == null || options.offset() != null && "timestamp".equals(type)) {
            throw wrong(" has a field of times written as " + Shown.text(stated)
                    + "; state how many digits of fraction they"
                    + " have, as in {at:timestamptz:3}, {at:timestamptz:0,6} or {at:timestamptz:0,6+00:00}.");
        }
        return stated;
    }

    private String typeName(String type) throws NotATemplate {
        return switch (type) {
            case "text", "int", "numeric", "date", "timestamp", "timestamptz", "uuid" -> type;
            case String mark
            when mark.endsWith("?") ->
                throw wrong(" has a ? behind the type " + Shown.text(mark.substring(0, mark.length() - 1))
                        + "; it belongs behind the name, as in {name?}, and only text can be empty.");
            case String mark
            when mark.endsWith("...") ->
                throw wrong(" has ... behind the type " + Shown.text(mark.substring(0, mark.length() - 3))
                        + "; it belongs behind the name, as in {name...:text}.");
            default ->
                throw wrong(" has a field of the unknown type " + Shown.text(type)
                        + "; there are text, int, numeric, date, timestamp, timestamptz and uuid.");
        };
    }
}
