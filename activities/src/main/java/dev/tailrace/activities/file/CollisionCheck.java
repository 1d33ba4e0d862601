package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each source table once; a target table belongs to one source table (rule R6). Tolerates a document of the wrong shape. */
final class CollisionCheck {
    private CollisionCheck() {}

    static List<FileProblem> of(Document document) {
        var problems = new ArrayList<FileProblem>();
        Map<String, Integer> sources = new HashMap<>();
        Map<String, Integer> targets = new HashMap<>();
        var tables = document.root().path("tables");
        for (int i = 0; i < tables.size(); i++) {
            var table = JsonPointer.compile("/tables/" + i);
            claim(document, table.appendProperty("from"), sources, i, true, "The source table", problems);
            for (int j = 0; j < tables.get(i).path("mapping").size(); j++) {
                var rule = table.appendProperty("mapping").appendIndex(j);
                for (var writer : writers(document, rule)) {
                    claim(document, writer.appendProperty("into"), targets, i, false, "The target table", problems);
                }
            }
        }
        return problems;
    }

    /** What of a mapping's entry names a table. */
    private static List<JsonPointer> writers(Document document, JsonPointer entry) {
        var writers = new ArrayList<>(List.of(entry, entry.appendProperty("else")));
        var each = entry.appendProperty("each");
        document.at(each).fieldNames().forEachRemaining(list -> writers.add(each.appendProperty(list)));
        return writers;
    }

    private static void claim(
            Document document,
            JsonPointer at,
            Map<String, Integer> owners,
            int table,
            boolean once,
            String word,
            List<FileProblem> problems) {
        var name = document.at(at);
        if (!name.isTextual()) {
            return;
        }
        var owner = owners.putIfAbsent(name.textValue(), table);
        if (owner != null && (once || owner != table)) {
            var value = ShownJson.value(name);
            var sentence = "%s %s is named by /tables/%d already.".formatted(word, value, owner);
            problems.add(FileProblem.of(document.valueAt(at), Code.F009, value, sentence, Code.F009.fix()));
        }
    }
}
