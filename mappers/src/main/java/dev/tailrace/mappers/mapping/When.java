package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule's condition: checks, and templates of attributes, whose fields it takes out. Attributes of kind S and N can match a template. */
final class When {
    private final List<Condition> conditions = new ArrayList<>();
    private final List<String> slots = new ArrayList<>();

    private record Condition(AttributePath path, Template template, int[] slotOfField) {}

    private final List<Map.Entry<AttributePath, Check>> checks = new ArrayList<>();

    When(RuleTemplates rule) {
        rule.checks().forEach((attribute, check) -> checks.add(Map.entry(AttributePath.of(attribute), check)));
        rule.templates().forEach((attribute, template) -> add(AttributePath.of(attribute), template));
        rule.within().forEach((path, asked) -> {
            checks.add(Map.entry(path, asked.check()));
            if (asked.template() != null) {
                add(path, asked.template());
            }
        });
    }

    private void add(AttributePath path, Template template) {
        conditions.add(new Condition(
                path,
                template,
                template.fields().stream().mapToInt(f -> slot(f.name())).toArray()));
    }

    private int slot(String field) {
        int slot = slots.indexOf(field);
        if (slot < 0) {
            slot = slots.size();
            slots.add(field);
        }
        return slot;
    }

    /** The names of the fields, each once, in the order of what {@link #match} returns. */
    List<String> fields() {
        return slots;
    }

    /** The texts of the fields; null if the item does not fit. */
    @Nullable
    String @Nullable [] match(Item item) {
        for (var check : checks) {
            if (!check.getValue().takes(check.getKey().in(item.attributes()))) {
                return null;
            }
        }
        var texts = new String[slots.size()];
        for (var condition : conditions) {
            var text = textOf(condition.path().in(item.attributes()));
            if (text == null || !condition.template().match(text, condition.slotOfField(), texts)) {
                return null;
            }
        }
        return texts;
    }

    /** What templates match of a value; null where they match nothing. */
    static @Nullable String textOf(@Nullable Value value) {
        return switch (value) {
            case Value.Text text -> text.value();
            case Value.Num number -> NumberText.of(number.value());
            case null, default -> null;
        };
    }
}
