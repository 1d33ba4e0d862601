package dev.tailrace.mappers.mapping;

import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one target table of all rules that write it, and proves its kind. */
final class TableCompiler {
    private TableCompiler() {}

    /** Tells where rules disagree about the table. */
    static void check(List<CompiledRule> writers, Problems problems) {
        var first = writers.getFirst();
        if (writers.size() > 1 && writers.stream().anyMatch(rule -> rule.spec().collect() != null)) {
            problems.add(
                    "/" + writers.getLast().index() + "/into",
                    Code.M005,
                    "Several rules write " + Shown.name(first.table().name())
                            + ", and one of them collects parts: its rows are made by it alone.",
                    "Give it a table of its own.");
            return;
        }
        for (var rule : writers.subList(1, writers.size())) {
            var name = Shown.name(rule.table().name());
            var difference = difference(first.table(), rule.table());
            if (difference != null) {
                problems.add(
                        "/" + rule.index() + "/into",
                        Code.M005,
                        "The rules " + (first.index() + 1) + " and " + (rule.index() + 1) + " write " + name
                                + " differently: " + difference + ".");
            } else if (!rule.parts().equals(first.parts())) {
                problems.add(
                        "/" + rule.index() + "/into",
                        Code.M008,
                        "Rows of " + name + " do not identify their items: the rules "
                                + (first.index() + 1) + " and " + (rule.index() + 1)
                                + " write it from different key templates, so one row could belong to two items.",
                        "Give each a table of its own, or consent to a table that asks the source: owned: true. A part that may be"
                                + " empty is {name?}, a number of at least five digits {n:int:5+}.");
            }
        }
    }

    /** What one of two tables has that the other has not: the rest of a sentence; null if they are alike. */
    static @Nullable String difference(RowTable one, RowTable other) {
        var ones = shape(one);
        var others = shape(other);
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            if (!ones.get(i).equals(others.get(i))) {
                return Shown.text(ones.get(i)) + " stands where the other has " + Shown.text(others.get(i));
            }
        }
        if (one.kind() != other.kind()) {
            return "one of them is owned";
        }
        if (ones.size() != others.size()) {
            var longer = ones.size() > others.size() ? ones : others;
            return "only one of them has " + Shown.text(longer.get(Math.min(ones.size(), others.size())));
        }
        return one.keySize() == other.keySize()
                ? null
                : "their keys have " + one.keySize() + " and " + other.keySize() + " columns";
    }

    private static List<String> shape(RowTable table) {
        return table.columns().stream()
                .map(column -> column.name() + " " + column.type().cast())
                .toList();
    }

    /** The table, its comments naming what each rule has there. */
    static RowTable table(List<RowTable> writers) {
        var first = writers.getFirst();
        var columns = new ArrayList<RowTable.Column>();
        for (int i = 0; i < first.columns().size(); i++) {
            int at = i;
            var column = first.columns().get(i);
            var from = writers.stream()
                    .map(table -> table.columns().get(at).from())
                    .distinct()
                    .collect(joining(" or "));
            columns.add(new RowTable.Column(column.name(), column.type(), from));
        }
        return new RowTable(first.name(), columns, first.keySize(), first.kind());
    }

    /** @param all the mapping's rules */
    static TableKind kind(List<CompiledRule> writers, List<Taker> all) {
        var rule = writers.getFirst();
        var last = writers.getLast();
        // an earlier rule that looks at other attributes decides about the later ones, too
        boolean keyAlone = all.stream().limit(last.index() + 1L).allMatch(Taker::conditionOnKeyAlone)
                && writers.stream().allMatch(CompiledRule::keyAlone);
        if (rule.table().isOwned()) {
            return new TableKind(
                    rule.table().name(),
                    TableKind.Kind.OWNED,
                    "The file says that the target key is unique by the application's rule; changes ask the source.",
                    keyAlone);
        }
        if (rule.table().isCollection()) {
            return new TableKind(
                    rule.table().name(),
                    TableKind.Kind.COLLECTION,
                    "A row is made of all items of a partition key that are its parts; changes ask the source.",
                    keyAlone);
        }
        var parts = rule.parts().stream().map(part -> describe(rule, part)).collect(joining(", "));
        return new TableKind(
                rule.table().name(),
                TableKind.Kind.INJECTIVE,
                "The target key determines the source key: " + parts + ".",
                keyAlone);
    }

    private static String describe(CompiledRule rule, KeyPart part) {
        var name = Shown.name(part.attribute().name());
        return switch (part) {
            case KeyPart.Whole whole ->
                name + " is the column "
                        + rule.table().columns().get(whole.cell()).name();
            case KeyPart.Named named -> throw new IllegalStateException(name + " is named by the row");
            case KeyPart.Formatted formatted when formatted.cells().isEmpty() -> name + " is always the same";
            case KeyPart.Formatted formatted ->
                name + " is formatted from "
                        + formatted.cells().stream()
                                .map(cell -> rule.table().columns().get(cell).name())
                                .distinct()
                                .collect(joining(", "));
        };
    }

    /**
     * Tells where other attributes than those of the key decide whether an item is a part: an item that is refused would be missed by no one.
     *
     * @param all the mapping's rules
     */
    static void checkParts(List<CompiledRule> writers, List<Taker> all, Problems problems) {
        var rule = writers.getFirst();
        if (rule.table().isCollection() && !kind(writers, all).keyFromKeyAlone()) {
            problems.add(
                    "/" + rule.index() + "/when",
                    Code.M008,
                    "Whether an item is a part of a row of "
                            + Shown.name(rule.table().name())
                            + " depends on more than its key: this rule, or one before it, asks for other attributes.",
                    "Tell parts by the templates of their keys alone, and put their rule before those that ask for more.");
        }
    }

    /** Sentences about what the table leaves behind. */
    static Stream<String> leftBehind(List<CompiledRule> writers) {
        return writers.stream()
                .filter(rule -> rule.spec().rest() == null)
                .map(rule -> "Rule " + (rule.index() + 1) + " into "
                        + Shown.name(rule.table().name())
                        + " has no rest column: attributes that no column takes are left behind.");
    }
}
