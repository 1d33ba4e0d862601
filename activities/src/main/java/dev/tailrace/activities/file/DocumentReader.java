package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tailrace.mappers.problem.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one document of YAML or JSON with the places of its parts. Good for one text. */
final class DocumentReader {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxDocumentLength(1_000_000)
            .build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();
    private static final JsonFactory YAML = new PlainYaml(YAMLFactory.builder().streamReadConstraints(LIMITS));

    /** What becomes of numeric(10,2) where a comma ends it. */
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]+ ?\\( *[0-9]+ *");

    private static final Pattern SCALE = Pattern.compile(" *[0-9]+ *\\)");

    private final String file;
    private final List<FileProblem> problems = new ArrayList<>();
    private final Map<JsonPointer, Place> names = new HashMap<>();
    private final Map<JsonPointer, Place> values = new HashMap<>();
    private final Map<JsonPointer, String> oddNumbers = new HashMap<>();

    private DocumentReader(String file) {
        this.file = file;
    }

    /** The outcome of reading. */
    sealed interface Answer {
        /** @param problems of single values: the rest of the document can be checked; perhaps none */
        record Good(Document document, List<FileProblem> problems) implements Answer {}

        record Bad(List<FileProblem> problems) implements Answer {}
    }

    /** @param file its name; JSON where it ends so, else YAML */
    static Answer read(String text, String file) {
        var tabs = new Tabs(text);
        while (true) {
            try {
                return new DocumentReader(file).parse(tabs.text());
            } catch (JacksonException e) {
                if (!Tabs.areAtFault(e)) {
                    return new DocumentReader(file).bad(e);
                }
                var place = tabs.replace(e, file);
                if (place != null) {
                    return new Answer.Bad(List.of(FileProblem.of(
                            place,
                            Code.F002,
                            "",
                            "There is a tab, but YAML indents with blanks only.",
                            "Write blanks in its place.")));
                }
            }
        }
    }

    private Answer parse(String text) throws JacksonException {
        var factory = file.toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : YAML;
        try (var parser = factory.createParser(text)) {
            parser.nextToken();
            var root = value(parser, JsonPointer.empty());
            if (root.isMissingNode()) {
                refuse(
                        parser.currentLocation(),
                        JsonPointer.empty(),
                        "",
                        "The file is empty.",
                        "Write a migration file.");
                return new Answer.Bad(problems);
            }
            if (parser.nextToken() != null) {
                refuse(
                        parser.currentTokenLocation(),
                        JsonPointer.empty(),
                        "",
                        "A second document begins here.",
                        "Keep one document per file: one migration is one file.");
                return new Answer.Bad(problems);
            }
            return new Answer.Good(new Document(file, root, names, values, oddNumbers), List.copyOf(problems));
        } catch (JacksonException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does no I/O", e);
        }
    }

    private Answer bad(JacksonException e) {
        var words = words(e);
        refuse(
                e.getLocation(),
                JsonPointer.empty(),
                "",
                words,
                words.contains("mapping values are not allowed")
                        ? "Put text that has a colon and a blank in quotes; and begin the fields of one object in the same column."
                        : Code.F002.fix());
        return new Answer.Bad(problems);
    }

    private JsonNode value(JsonParser parser, JsonPointer at) throws IOException {
        values.put(at, place(parser.currentTokenLocation(), at));
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            refuse(
                    parser.currentTokenLocation(),
                    at,
                    "*" + parser.getText(),
                    "YAML aliases are not taken.",
                    "Write the value out.");
            return JsonNodeFactory.instance.nullNode();
        }
        if (parser instanceof PlainYaml.Parser yaml
                && parser.hasCurrentToken()
                && parser.currentToken().isScalarValue()
                && yaml.isPlain()) {
            return plain(parser, at);
        }
        return switch (parser.currentToken()) {
            case null -> MissingNode.getInstance();
            case START_OBJECT -> object(parser, at);
            case START_ARRAY -> array(parser, at);
            case VALUE_TRUE, VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            case VALUE_NUMBER_INT ->
                noted(JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue()), parser, at);
            case VALUE_NUMBER_FLOAT -> noted(JsonNodeFactory.instance.numberNode(parser.getDecimalValue()), parser, at);
            case VALUE_STRING, VALUE_EMBEDDED_OBJECT, FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE ->
                JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    /** A word of YAML without quotes. */
    private JsonNode plain(JsonParser parser, JsonPointer at) throws IOException {
        var word = parser.getText();
        var meaning = CoreSchema.meaning(word);
        if (meaning == null) {
            var shown = ShownJson.text(word);
            refuse(
                    parser.currentTokenLocation(),
                    at,
                    shown,
                    shown + " is a number to YAML, and would not be kept as it is written.",
                    "Put it in quotes if it is text: \"" + shown + "\". Write a number as JSON does: 7, -0.5.");
            return JsonNodeFactory.instance.textNode(word);
        }
        return meaning.isNumber() ? noted(meaning, parser, at) : meaning;
    }

    private JsonNode noted(JsonNode number, JsonParser parser, JsonPointer at) throws IOException {
        var written = parser.getText();
        if (!CoreSchema.isWrittenPlainly(written)) {
            oddNumbers.put(at, written);
        }
        return number;
    }

    private JsonNode object(JsonParser parser, JsonPointer at) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        var before = "";
        var nameBefore = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var pointer = at.appendProperty(name);
            var where = parser.currentTokenLocation();
            if (SCALE.matcher(name).matches() && TYPE.matcher(before).matches()) {
                refuse(
                        where,
                        pointer,
                        name,
                        "Inside of braces a comma ends a value, and so it does within \"%s,%s\"."
                                .formatted(ShownJson.text(before), ShownJson.text(name)),
                        "Write it in quotes: \"%s,%s\"".formatted(ShownJson.text(before), ShownJson.text(name)));
                parser.nextToken();
                value(parser, pointer);
                object.put(nameBefore, before + "," + name);
                before = "";
                continue;
            }
            if (names.containsKey(pointer)) {
                var sentence = "The field is given twice; the first one is in line %d."
                        .formatted(names.get(pointer).line());
                refuse(where, pointer, name, sentence, "Keep one of them.");
            }
            names.put(pointer, place(where, pointer));
            parser.nextToken();
            var value = value(parser, pointer);
            before = value.isTextual() ? value.textValue() : "";
            nameBefore = name;
            object.set(name, value);
        }
        return object;
    }

    private JsonNode array(JsonParser parser, JsonPointer at) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, at.appendIndex(array.size())));
        }
        return array;
    }

    private void refuse(@Nullable JsonLocation where, JsonPointer at, String value, String sentence, String fix) {
        problems.add(FileProblem.of(place(where, at), Code.F002, value, sentence, fix));
    }

    private Place place(@Nullable JsonLocation where, JsonPointer at) {
        return where == null
                ? new Place(file, 1, 1, at)
                : new Place(file, Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()), at);
    }

    /** The parser's own words, without its picture of the place, which is indented. */
    private static String words(JacksonException e) {
        var lines = e.getOriginalMessage().lines().filter(line -> !line.isBlank() && !line.startsWith(" "));
        return lines.collect(Collectors.joining(", ")) + ".";
    }
}
