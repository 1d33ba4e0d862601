package dev.tailrace.activities.items;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the items of one text. Good for one text and one thread. */
final class ItemsReader {
    private static final int MOST_PROBLEMS = 10;
    private static final int LONGEST = 100_000_000;
    /** An item nests 32 levels deep (source: AWS documentation, quotas), each with its kind. */
    private static final int DEEPEST = 200;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST)
                    .maxStringLength(LONGEST)
                    .maxNumberLength(LONGEST)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final String file;
    private final FileText source;
    private final char[] text;
    private final List<ItemsRead.Numbered> items = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int untold;
    private int number;
    private int linesBefore;
    private int depth;
    private boolean within;
    private long rootBegins;

    ItemsReader(String file, FileText source) {
        this.file = file;
        this.source = source;
        this.text = source.text().toCharArray();
    }

    ItemsRead read() {
        for (int from = 0; from >= 0; ) {
            from = read(from);
        }
        var trouble = source.trouble();
        if (trouble != null) {
            add(Problem.of(Code.F021, place(lines(text.length) + 1, ""), trouble, source.fix()));
        } else if (source.text().isBlank()) {
            add(Problem.of(Code.F021, "items file " + file, "It is empty."));
        }
        if (untold > 0) {
            problems.add(Problem.of(
                    Code.F022, "items file %s: %d more items".formatted(file, untold), "They cannot be read either."));
        }
        return new ItemsRead(items, problems);
    }

    /** Returns where to go on; negative: at the end. */
    private int read(int from) {
        linesBefore = lines(from);
        depth = 0;
        within = false;
        rootBegins = 0;
        try (var parser = JSON.createParser(text, from, text.length - from)) {
            while (parser.nextToken() != null) {
                rootBegins = parser.currentTokenLocation().getCharOffset();
                any(parser);
            }
            return -1;
        } catch (JsonProcessingException e) {
            return broken(e, from);
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    private void any(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            depth++;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                any(parser);
            }
            depth--;
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            // The parser reads a text lazily: whether it ends comes first.
            parser.finishToken();
            number++;
            refuse(new NoItem(Code.F022, Node.lineOf(parser), "", "An item is an object.", Code.F022.fix()));
            return;
        }
        object(parser);
    }

    private void object(JsonParser parser) throws IOException {
        var object = Node.Obj.begun(parser);
        boolean scan = false;
        within = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("Items")) {
                scan = true;
                within = false;
                any(parser);
            } else {
                object.put(name, Node.read(parser));
            }
        }
        within = false;
        if (!scan) {
            number++;
            one(object);
        }
    }

    private void one(Node.Obj object) {
        try {
            items.add(new ItemsRead.Numbered(number, ItemValues.item(unwrapped(object))));
        } catch (NoItem e) {
            refuse(e);
        }
    }

    /** An export has each item in an {@code Item}, and so has get-item; an attribute of that name is a value. */
    private static Node.Obj unwrapped(Node.Obj object) {
        return object.fields().get("Item") instanceof Node.Obj item
                        && !ItemValues.isValue(item)
                        && object.fields().values().stream().noneMatch(ItemValues::isValue)
                ? item
                : object;
    }

    private void refuse(NoItem e) {
        var place = place(linesBefore + e.line, e.attribute.isEmpty() ? "" : ", attribute " + e.attribute);
        add(Problem.of(e.code, place, e.why, e.fix));
    }

    private int broken(JsonProcessingException e, int from) {
        boolean lines = depth == 0 && within;
        if (within) {
            number++;
        }
        int next = lines ? nextLine(from + (int) rootBegins) : -1;
        // What was cut short by what the text itself says is said there.
        if (source.trouble() == null || !(e instanceof JsonEOFException)) {
            var location = e.getLocation();
            int line = linesBefore + (location == null ? 1 : Math.max(1, location.getLineNr()));
            add(Problem.of(
                    Code.F021,
                    within ? place(line, "") : "items file %s, line %d".formatted(file, line),
                    e instanceof JsonEOFException
                            ? "The file ends in the middle of it."
                            : "This is not JSON, or a quote, comma or bracket before it is missing or superfluous.",
                    next < 0 ? Code.F021.fix() + " Nothing after that place was read." : Code.F021.fix()));
        }
        return next;
    }

    /** Where the next line begins that may begin an item; negative where none does. Each line of an export has one. */
    private int nextLine(int from) {
        for (int i = from + 1; i < text.length; i++) {
            if (text[i - 1] == '\n' && text[i] == '{') {
                return i;
            }
        }
        return -1;
    }

    private int lines(int before) {
        int lines = 0;
        for (int i = 0; i < before; i++) {
            lines += text[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private String place(int line, String attribute) {
        return "items file %s, line %d, item %d%s".formatted(file, line, Math.max(1, number), attribute);
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        } else {
            untold++;
        }
    }
}
