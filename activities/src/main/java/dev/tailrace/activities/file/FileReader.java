package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.KeySchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads migration files; tells everything that is wrong with one at once. Never throws for a bad file. Thread-safe. */
public final class FileReader {
    private FileReader() {}

    /**
     * Reads a file's text.
     *
     * @param file its name for messages; read as JSON where it ends in {@code .json}, else as YAML
     */
    public static FileAnswer read(String text, String file) {
        return read(text, file, Map.of());
    }

    /** @param keys of source tables, by name: their rules are checked against them, too */
    public static FileAnswer read(String text, String file, Map<String, KeySchema> keys) {
        return switch (DocumentReader.read(text, file)) {
            case DocumentReader.Answer.Bad bad -> new FileAnswer.Refused(bad.problems());
            case DocumentReader.Answer.Good good -> check(good.document(), good.problems(), keys);
        };
    }

    /** Checks a document that came parsed, as a workflow's input: its problems have pointers, and no lines. */
    public static FileAnswer read(JsonNode document) {
        return check(Document.parsed(document), List.of(), Map.of());
    }

    /** @param known problems of single values, of which nothing else is said */
    private static FileAnswer check(Document document, List<FileProblem> known, Map<String, KeySchema> keys) {
        var odd = known.stream().map(p -> p.place().pointer()).collect(Collectors.toSet());
        var problems = new ArrayList<>(known);
        problems.addAll(SchemaCheck.of(document));
        var mappings = new MappingCheck(document, keys, List.copyOf(problems));
        problems.addAll(mappings.problems());
        problems.addAll(NumberCheck.of(document));
        problems.addAll(CollisionCheck.of(document));
        problems.addAll(ControlCheck.of(document));
        problems.removeIf(p -> odd.contains(p.place().pointer()) && !known.contains(p));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparing((FileProblem p) -> p.place().line())
                    .thenComparing(p -> p.place().column())
                    .thenComparing(p -> p.place().pointer().toString()));
            return new FileAnswer.Refused(problems);
        }
        var spec = SpecReader.read(document.root(), mappings.mappers());
        return new FileAnswer.Ok(spec, document.root(), FileDigest.digest(document.root()));
    }
}
