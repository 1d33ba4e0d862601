package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;

/** Values of a file, fit to be shown in a message: short, without the login of a URL. */
final class ShownJson {
    private static final int LONGEST = 60;

    private ShownJson() {}

    static String value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue().isEmpty() ? "an empty text" : '"' + text(node.textValue()) + '"';
            case NULL, MISSING -> "nothing";
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> "an object";
            case BOOLEAN, NUMBER, BINARY, POJO -> text(node.asText());
        };
    }

    static String text(String text) {
        var safe = text.replaceAll("://[^\\s/@]*@", "://…@").replaceAll("\\p{Cntrl}", "�");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
    }

    /** A kind of JSON value as the schema names it, in words. */
    static String kind(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> type;
        };
    }
}
