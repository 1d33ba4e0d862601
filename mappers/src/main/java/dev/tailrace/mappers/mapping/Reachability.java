package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds rules that an earlier rule leaves nothing to. */
final class Reachability {
    private Reachability() {}

    /** Tells every rule that can take no item, with the rule that takes them all before it. */
    static void check(List<Taker> rules, KeySchema keys, Problems problems) {
        for (var later : rules) {
            rules.stream()
                    .takeWhile(earlier -> earlier != later)
                    .filter(earlier -> takesAllOf(earlier.templates(), later.templates(), keys))
                    .findFirst()
                    .ifPresent(earlier -> problems.add(
                            "/" + later.index(),
                            Code.M009,
                            "The rule can never match an item: rule " + (earlier.index() + 1)
                                    + " matches all of them before it."));
        }
    }

    private static boolean takesAllOf(RuleTemplates earlier, RuleTemplates later, KeySchema keys) {
        if (earlier.equals(later)) {
            return true;
        }
        return !repeatsAField(earlier)
                && earlier.templates().entrySet().stream().allMatch(entry -> {
                    var other = later.templates().get(entry.getKey());
                    return other != null && takesAllOf(entry.getValue(), other);
                })
                && earlier.within().entrySet().stream().allMatch(entry -> {
                    var other = later.within().get(entry.getKey());
                    return other != null && takesAllOf(entry.getValue(), other);
                })
                && earlier.checks().entrySet().stream().allMatch(entry -> {
                    var attribute = entry.getKey();
                    var key = keys.attribute(attribute);
                    return entry.getValue()
                            .takesAllOf(
                                    later.checks().getOrDefault(attribute, Check.NONE),
                                    later.templates().get(attribute),
                                    key == null ? null : key.type().name());
                });
    }

    private static boolean takesAllOf(RuleTemplates.Within earlier, RuleTemplates.Within later) {
        return (earlier.template() == null
                        || later.template() != null && takesAllOf(earlier.template(), later.template()))
                && earlier.check().takesAllOf(later.check(), later.template(), null);
    }

    private static boolean takesAllOf(Template earlier, Template later) {
        if (earlier.hasTheShapeOf(later)) {
            return true;
        }
        var prefix = earlier.literals().getFirst();
        var laterPrefix = later.literals().getFirst();
        return earlier.fields().size() == 1
                && earlier.fields().getFirst().width() == Template.ANY
                && earlier.fields().getFirst().least() <= 1
                && earlier.literals().getLast().isEmpty()
                && laterPrefix.startsWith(prefix)
                && (laterPrefix.length() > prefix.length()
                        || earlier.fields().getFirst().least() == 0
                        || later.fields().stream().anyMatch(field -> field.least() > 0));
    }

    /** Then the rule also asks that two texts be the same. */
    private static boolean repeatsAField(RuleTemplates rule) {
        var names = new HashSet<String>();
        return Stream.concat(
                        rule.templates().values().stream(),
                        rule.within().values().stream()
                                .map(RuleTemplates.Within::template)
                                .filter(Objects::nonNull))
                .flatMap(template -> template.fields().stream())
                .anyMatch(field -> !names.add(field.name()));
    }
}
