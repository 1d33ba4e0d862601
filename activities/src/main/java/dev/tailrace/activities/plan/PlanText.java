package dev.tailrace.activities.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tailrace.mappers.mapping.RowLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans for people and for programs. Equal plans give equal text. */
public final class PlanText {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    /** The plans of a migration's tables as a JSON array. */
    public static String json(List<TablePlan> plans) {
        try {
            return JSON.writerFor(JSON.getTypeFactory().constructCollectionType(List.class, TablePlan.class))
                    .writeValueAsString(plans);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plans are plain records", e);
        }
    }

    /** The plans of a migration's tables, one after the other; ends with a line break. */
    public static String render(List<TablePlan> plans) {
        return plans.stream().map(plan -> new PlanText().render(plan)).collect(Collectors.joining("\n"));
    }

    /** The statements of all plans, those of tables first, constraints for later in comments at the end; a plan that is refused has its problems in comments. */
    public static String ddl(List<TablePlan> plans) {
        var tables = new StringBuilder();
        var indexes = new StringBuilder();
        var functions = new StringBuilder();
        var constraints = new ArrayList<String>();
        var foreignKeys = new ArrayList<String>();
        for (var plan : plans) {
            switch (plan) {
                case TablePlan.Ready ready -> {
                    ready.ddl().forEach(statement -> tables.append(statement).append(";\n"));
                    ready.indexes().forEach(index -> indexes.append(index.ddl()).append(";\n"));
                    ready.later().functions().forEach(f -> functions.append(f).append(";\n"));
                    constraints.addAll(ready.later().constraints());
                    foreignKeys.addAll(ready.later().foreignKeys());
                }
                case TablePlan.Refused refused ->
                    new PlanText()
                            .problems(refused)
                            .lines()
                            .forEach(line -> tables.append("-- ").append(line).append('\n'));
            }
        }
        constraints.addAll(foreignKeys);
        return tables.append(indexes)
                .append(functions)
                .append(commented(constraints))
                .toString();
    }

    /** Run now, they would stop the copy. */
    private static String commented(List<String> constraints) {
        return constraints.isEmpty()
                ? ""
                : constraints.stream()
                        .map(c -> "-- " + c + ";\n")
                        .collect(Collectors.joining("", "-- once the target owns the data:\n", ""));
    }

    private String render(TablePlan plan) {
        switch (plan) {
            case TablePlan.Ready ready -> ready(ready);
            case TablePlan.Refused refused -> {
                refused(refused);
                if (refused.known() != null) {
                    ready(refused.known());
                }
            }
        }
        return text.toString();
    }

    private String problems(TablePlan.Refused plan) {
        refused(plan);
        return text.toString();
    }

    private void refused(TablePlan.Refused plan) {
        line("%s  cannot be migrated as things are: %s"
                .formatted(plan.table(), count(plan.problems().size(), "problem", "problems")));
        plan.problems().forEach(problem -> indented(problem.describe()));
    }

    private void ready(TablePlan.Ready plan) {
        line(plan.table());
        source(plan.source());
        plan.targets().forEach(this::target);
        copy(plan.copy());
        field(
                "verify",
                VerificationPrice.of(plan.source().items(), plan.source().bytes())
                        .text());
        section("not copied", plan.notes().notCopied());
        section("left behind", plan.notes().leftBehind());
        section("the stream's other readers", plan.notes().consumers());
        section("warnings", plan.notes().warnings());
        section(
                "permissions on the source",
                List.of(String.join(" ", plan.notes().permissions())));
        section("the way to the target", plan.notes().target());
        section("statements on the target", plan.ddl());
        section(
                "indexes, built while capture runs, once the copy has ended",
                plan.indexes().stream().map(i -> i.ddl() + "  ← " + i.source()).toList());
        section(
                "functions of yours, if you make them (plan --ddl)",
                plan.later().functions());
        section(
                "constraints, once the target owns the data",
                Stream.concat(plan.later().constraints().stream(), plan.later().foreignKeys().stream())
                        .toList());
    }

    private void source(TablePlan.Source source) {
        var key = source.keys().attributes().stream()
                .map(a -> "%s (%s)".formatted(a.name(), a.type()))
                .collect(Collectors.joining(", "));
        var capacity =
                source.readUnits() == null ? "on demand" : number(source.readUnits()) + " read units/s provisioned";
        field(
                "source",
                "key %s · about %s · %s · %s"
                        .formatted(key, count(source.items(), "item", "items"), size(source.bytes()), capacity));
        field(
                "stream",
                source.streamArn() == null
                        ? "off: will be enabled with NEW_AND_OLD_IMAGES"
                        : "on, NEW_AND_OLD_IMAGES: " + source.streamArn());
    }

    private void target(TablePlan.Target target) {
        var state = switch (target.state()) {
            case ABSENT -> "will be created";
            case EMPTY -> "is there, empty";
            case OURS -> "is there, this migration's own";
            case UNKNOWN -> "was not looked at";
        };
        var kind = switch (target.ownership()) {
            case INJECTIVE -> "injective";
            case OWNED -> "owned";
            case COLLECTION -> "collection";
        };
        field("target", "%s.%s %s · %s: %s".formatted(target.schema(), target.name(), state, kind, target.reason()));
        line("              " + (target.losses().isEmpty() ? "reversible" : "not reversible, because"));
        target.losses().forEach(loss -> line("                " + loss.why()));
        limits(target.limits());
        target.columns()
                .forEach(c -> line(
                        "              %s %s%s ← %s".formatted(c.name(), c.type(), c.key() ? " (key)" : "", c.from())));
    }

    /** Columns of one rule stand together. */
    private void limits(List<RowLimit> limits) {
        if (limits.isEmpty()) {
            return;
        }
        line("              the way back takes rows that");
        var columns = new LinkedHashMap<String, List<String>>();
        for (var limit : limits) {
            var rule = limit.rule() + (limit.check() == null ? "" : " (CHECK)");
            var its = columns.computeIfAbsent(rule, r -> new ArrayList<>());
            if (!limit.column().isEmpty()) {
                its.add(limit.column());
            }
        }
        columns.forEach((rule, its) ->
                line("                " + (its.isEmpty() ? "" : "in " + String.join(", ", its) + ": ") + rule));
    }

    private void copy(TablePlan.Copy copy) {
        var rate = copy.unitsPerSecond() == null
                ? "no limit"
                : String.format(Locale.ROOT, "%,.1f read units/s", copy.unitsPerSecond());
        field(
                "copy",
                "%s, %d at once · %s · %s reads"
                        .formatted(
                                count(copy.segments(), "segment", "segments"),
                                copy.window(),
                                rate,
                                copy.consistent() ? "strongly consistent" : "eventually consistent"));
        line("              " + copy.reason());
        field("capture", count(copy.groups(), "group", "groups") + " of shards");
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            line("  " + title);
            lines.forEach(this::indented);
        }
    }

    private void field(String name, String value) {
        line(String.format(Locale.ROOT, "  %-10s  %s", name, value));
    }

    private void indented(String block) {
        block.lines().forEach(l -> line("    " + l));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
    }
}
