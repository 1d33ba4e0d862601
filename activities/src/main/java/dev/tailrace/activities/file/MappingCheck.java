package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.activities.file.TargetsCheck.Shape;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingJson;
import dev.tailrace.mappers.mapping.MappingProblem;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the mappings of a document, and finds in them what can be found without the source's key. Good for one document. */
final class MappingCheck {
    /** No item has it: what is found with it and is of {@link #WHATEVER_THE_KEY} is found with any. */
    private static final KeySchema STAND_IN =
            new KeySchema(new KeySchema.KeyAttribute("\u0001", KeySchema.KeyType.S), null);

    private static final Set<String> WHATEVER_THE_KEY =
            Set.of(Code.F004.id(), Code.M001.id(), Code.M003.id(), Code.M006.id(), Code.M007.id());

    private final Document document;
    private final Map<String, KeySchema> keys;
    private final List<FileProblem> problems = new ArrayList<>();
    private final List<MapperSpec> mappers = new ArrayList<>();
    private final Set<JsonPointer> unreadable = new HashSet<>();
    private final Map<JsonPointer, Map<String, Shape>> shapes = new LinkedHashMap<>();
    private final List<JsonPointer> plugged = new ArrayList<>();

    /**
     * @param keys of source tables, by name, as far as they are known
     * @param known problems of syntax and structure; of a mapping that has one, the rules are looked into that have none but
     *     unknown fields and odd values
     */
    MappingCheck(Document document, Map<String, KeySchema> keys, List<FileProblem> known) {
        this.document = document;
        this.keys = keys;
        for (int i = 0; i < document.root().path("tables").size(); i++) {
            var table = JsonPointer.compile("/tables/" + i);
            var at = table.appendProperty("mapping");
            var plugin = table.appendProperty("mapper");
            var targets = table.appendProperty("targets");
            if (known.stream().anyMatch(p -> isWithin(p.place().pointer(), targets))) {
                unreadable.add(targets);
            }
            if (document.at(plugin).isObject()) {
                plugin(plugin, document.at(at).isMissingNode());
            } else if (document.at(at).isArray()) {
                var its = known.stream()
                        .filter(p -> isWithin(p.place().pointer(), at))
                        .toList();
                if (its.isEmpty()) {
                    read(at);
                } else {
                    readRules(at, its);
                }
            }
        }
        shapes.forEach(this::targets);
        plugged.forEach(table -> targets(table, null));
    }

    List<FileProblem> problems() {
        return problems;
    }

    /** One per table, in the document's order, if there is no problem. */
    List<MapperSpec> mappers() {
        return mappers;
    }

    private void plugin(JsonPointer at, boolean alone) {
        if (!alone) {
            problems.add(FileProblem.of(
                    document.nameAt(at),
                    Code.F004,
                    "mapper",
                    "The table has rules and a plugin.",
                    "State mapping or mapper, not both."));
        }
        var options = new HashMap<String, String>();
        document.at(at)
                .path("options")
                .propertyStream()
                .forEach(o -> options.put(o.getKey(), o.getValue().asText()));
        mappers.add(new MapperSpec.Plugin(document.at(at).path("plugin").asText(), options));
        plugged.add(at.head());
    }

    private void read(JsonPointer at) {
        switch (MappingJson.read(document.at(at))) {
            case MappingJson.Read.Refused refused -> {
                refused.problems().forEach(p -> problems.add(problem(at, p)));
                readRules(
                        at, refused.problems().stream().map(p -> problem(at, p)).toList());
            }
            case MappingJson.Read.Ok ok -> {
                mappers.add(new MapperSpec.Rules(ok.spec()));
                compile(at, ok.spec());
                shapes.put(at.head(), TargetShapes.of(ok.spec()));
            }
        }
    }

    /** Each rule by itself, without the fields that are unknown: so one problem does not hide those of other rules and fields. */
    private void readRules(JsonPointer at, List<FileProblem> known) {
        for (int i = 0; i < document.at(at).size(); i++) {
            var entry = at.appendIndex(i);
            var its = known.stream()
                    .filter(p -> isWithin(p.place().pointer(), entry))
                    .toList();
            if (document.at(entry).has("else") || !its.stream().allMatch(p -> isUnknownField(p) || isOddValue(p))) {
                continue;
            }
            var rule = document.at(entry).deepCopy();
            its.stream()
                    .filter(MappingCheck::isUnknownField)
                    .forEach(p -> remove(rule, entry, p.place().pointer()));
            if (MappingJson.read(JsonNodeFactory.instance.arrayNode().add(rule)) instanceof MappingJson.Read.Ok ok
                    && MappingCompiler.compile(ok.spec(), STAND_IN) instanceof Compiled.Refused refused) {
                var number = "/" + i;
                refused.problems().stream()
                        .filter(p -> WHATEVER_THE_KEY.contains(p.code()))
                        .map(p -> new MappingProblem(
                                number + p.pointer().substring("/0".length()), p.code(), p.what(), p.fix()))
                        .forEach(p -> problems.add(problem(at, p)));
            }
        }
    }

    private static boolean isUnknownField(FileProblem problem) {
        return List.of(Code.F003.id(), Code.F006.id())
                .contains(problem.problem().code());
    }

    /** A number that YAML would change, say: it stands as it is written. */
    private static boolean isOddValue(FileProblem problem) {
        return problem.problem().code().equals(Code.F002.id());
    }

    private static void remove(JsonNode rule, JsonPointer entry, JsonPointer field) {
        var within =
                JsonPointer.compile(field.toString().substring(entry.toString().length()));
        if (!within.matches() && rule.at(within.head()) instanceof ObjectNode holder) {
            holder.remove(within.last().getMatchingProperty());
        }
    }

    private void compile(JsonPointer at, MappingSpec spec) {
        var key = keys.get(document.at(at.head()).path("from").asText());
        if (MappingCompiler.compile(spec, key == null ? STAND_IN : key) instanceof Compiled.Refused refused) {
            refused.problems().stream()
                    .filter(p -> key != null || WHATEVER_THE_KEY.contains(p.code()))
                    .forEach(p -> problems.add(problem(at, p)));
        }
    }

    /** @param shapes null where a plugin makes the tables: it says which when it is loaded */
    private void targets(JsonPointer table, @Nullable Map<String, Shape> its) {
        var at = table.appendProperty("targets");
        if (!unreadable.contains(at)) {
            TargetsCheck.of(TargetsJson.read(document.at(at)), its, elsewhere(table))
                    .forEach(fault -> problems.add(problem(
                            at, new MappingProblem(fault.pointer(), Code.F004.id(), fault.what(), fault.fix()))));
        }
    }

    /** What the other tables' rules make, but for those of which it cannot be read what is asked of them. */
    private TargetsCheck.Elsewhere elsewhere(JsonPointer table) {
        var tables = new HashMap<String, Shape>();
        var asked = new HashMap<String, TargetOptions>();
        shapes.forEach((other, its) -> {
            var at = other.appendProperty("targets");
            if (!other.equals(table) && !unreadable.contains(at)) {
                tables.putAll(its);
                asked.putAll(TargetsJson.read(document.at(at)));
            }
        });
        return new TargetsCheck.Elsewhere(tables, asked);
    }

    private FileProblem problem(JsonPointer above, MappingProblem problem) {
        var at = above.append(JsonPointer.compile(problem.pointer()));
        var place = document.valueAt(at);
        var told = new Problem(problem.code(), place + ": " + problem.what(), "", problem.fix());
        return new FileProblem(place, ShownJson.value(document.at(at)), null, told);
    }

    private static boolean isWithin(JsonPointer pointer, JsonPointer container) {
        return pointer.equals(container) || pointer.toString().startsWith(container + "/");
    }
}
