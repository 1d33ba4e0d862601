package dev.tailrace.activities.items;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of JSON that knows its line. */
sealed interface Node {
    /** Of the text that the parser was given, from 1. */
    int line();

    /** @param twice names that stand there again */
    record Obj(int line, Map<String, Node> fields, List<String> twice) implements Node {
        static Obj begun(JsonParser parser) {
            return new Obj(lineOf(parser), new LinkedHashMap<>(), new ArrayList<>());
        }

        void put(String name, Node value) {
            if (fields.put(name, value) != null) {
                twice.add(name);
            }
        }
    }

    record Arr(int line, List<Node> elements) implements Node {}

    /** @param text of a string, else as it stands there */
    record Scalar(int line, JsonToken token, String text) implements Node {}

    /** The value that the parser is at; it is at the value's end afterwards. */
    static Node read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            var object = Obj.begun(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                object.put(name, read(parser));
            }
            return object;
        }
        int line = lineOf(parser);
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            var elements = new ArrayList<Node>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser));
            }
            return new Arr(line, elements);
        }
        return new Scalar(line, parser.currentToken(), parser.getText());
    }

    static int lineOf(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
