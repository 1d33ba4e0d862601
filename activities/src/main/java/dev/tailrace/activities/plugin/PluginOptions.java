package dev.tailrace.activities.plugin;

import dev.tailrace.activities.file.Reference;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.plugin.Option;
import dev.tailrace.mappers.plugin.Options;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks what a file gives a plugin against what the plugin declares. All problems at once; secrets are never shown. */
final class PluginOptions {
    private final String plugin;
    private final List<Option> declared;
    private final Map<String, String> given;
    private final List<Problem> problems = new ArrayList<>();

    PluginOptions(String plugin, List<Option> declared, Map<String, String> given) {
        this.plugin = plugin;
        this.declared = declared;
        this.given = given;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Of meaning only if there is no problem. */
    Options check() {
        var values = new HashMap<String, String>();
        for (var option : declared) {
            var value = given.getOrDefault(option.name(), option.standard());
            if (value == null) {
                tell(option.name(), "is missing: " + option.doc());
            } else if (option.secret()) {
                resolve(option, value, values);
            } else if (!option.type().fits(value)) {
                tell(option.name(), "is " + Shown.text(value) + ", not " + kind(option.type()) + ": " + option.doc());
            } else {
                values.put(option.name(), value);
            }
        }
        var known = declared.stream().map(Option::name).collect(Collectors.toSet());
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> tell(
                        name,
                        "is unknown; it has "
                                + (known.isEmpty()
                                        ? "none"
                                        : known.stream().sorted().collect(Collectors.joining(", ")))));
        return new Options(values);
    }

    private void resolve(Option option, String reference, Map<String, String> values) {
        switch (Reference.resolve(reference)) {
            case Reference.Answer.Found found -> values.put(option.name(), found.value());
            case Reference.Answer.Refused refused -> problems.add(refused.problem());
        }
    }

    private static String kind(Option.Type type) {
        return switch (type) {
            case TEXT -> "a text";
            case INTEGER -> "a whole number";
            case FLAG -> "true or false";
        };
    }

    private void tell(String option, String fact) {
        problems.add(Problem.of(
                Code.M030, "option " + Shown.name(option) + " of the mapper plugin " + Shown.name(plugin), fact));
    }
}
