package dev.tailrace.mappers.mapping;

import java.util.ArrayList;
import java.util.List;

/** Reads a template: {@code {name}} and {@code {name:type}} are fields, <code>{{</code> and <code>}}</code> stand for braces. */
final class TemplateParser {
    private final String text;
    private final List<String> literals = new ArrayList<>();
    private final List<Template.Field> fields = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

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

    static Template parse(String text) throws NotATemplate {
        var parser = new TemplateParser(text);
        parser.run();
        return new Template(parser.literals, parser.fields);
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
                throw new NotATemplate(
                        "The template " + text + " closes a brace that it did not open; write }} for a brace.");
            }
        }
        literals.add(literal.toString());
    }

    private void field() throws NotATemplate {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw new NotATemplate("The template " + text + " does not close a brace; write {{ for a brace.");
        }
        var parts = text.substring(at + 1, end).split(":", 2);
        var name = parts[0].strip();
        if (name.isEmpty() || name.indexOf('{') >= 0) {
            throw new NotATemplate("The template " + text + " has a field without a name.");
        }
        if (!fields.isEmpty() && literal.isEmpty()) {
            throw new NotATemplate("The template " + text + " has the fields "
                    + fields.getLast().name() + " and " + name
                    + " with nothing between them, so their border is unknown.");
        }
        literals.add(literal.toString());
        literal.setLength(0);
        fields.add(new Template.Field(name, parts.length == 1 ? null : typeName(parts[1].strip())));
        at = end + 1;
    }

    private String typeName(String type) throws NotATemplate {
        return switch (type) {
            case "text", "int", "numeric", "date", "timestamp", "timestamptz", "uuid" -> type;
            default ->
                throw new NotATemplate("The template " + text + " has a field of the unknown type '" + type
                        + "'; there are text, int, numeric, date, timestamp, timestamptz and uuid.");
        };
    }
}
