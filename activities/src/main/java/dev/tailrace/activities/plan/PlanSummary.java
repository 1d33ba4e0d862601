package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.plan.TablePlan.Target;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plans of a migration in about ten lines: what goes where, what will be refused, risks, the way back. Equal plans give equal text. */
public final class PlanSummary {
    private static final int MOST_TARGETS = 6;
    private static final int MOST_TYPES = 3;
    private static final int MOST_RISKS = 2;
    private static final int LONGEST = 150;

    /** They take every value that a column can have. */
    private static final List<String> TAKE_ALL = List.of("text", "jsonb", "bytea");

    private final StringBuilder text = new StringBuilder();

    private PlanSummary() {}

    /**
     * The summary; ends with a line break.
     *
     * @param plans of the migration's tables, in the file's order
     * @param tried what became of a few items, a sentence by table; none for tables that were not tried
     */
    public static String render(MigrationSpec migration, List<TablePlan> plans, Map<String, String> tried) {
        var summary = new PlanSummary();
        int problems = plans.stream().mapToInt(plan -> plan.problems().size()).sum();
        summary.line("%s  %s"
                .formatted(
                        migration.name(),
                        problems == 0
                                ? "can be started"
                                : "cannot be started as things are: %d %s"
                                        .formatted(problems, problems == 1 ? "problem" : "problems")));
        for (int i = 0; i < plans.size(); i++) {
            summary.table(
                    migration.tables().get(i),
                    plans.get(i),
                    tried.get(plans.get(i).table()));
        }
        return summary.text.toString();
    }

    private void table(TableSpec spec, TablePlan plan, @Nullable String tried) {
        var known = plan.known();
        line(Shown.name(plan.table()) + (known == null ? "" : "  → " + targets(known.targets())));
        if (known != null) {
            field("source", source(known.source()));
            field("refused", refused(spec, known, tried));
            var left = Stream.concat(known.notes().leftBehind().stream(), known.notes().notCopied().stream())
                    .toList();
            some("left out", left, 1);
            some("risks", known.notes().warnings(), MOST_RISKS);
            field("way back", wayBack(known.targets()));
        }
        plan.problems().forEach(problem -> problem.describe().lines().forEach(l -> line("  " + l)));
    }

    private static String targets(List<Target> targets) {
        if (targets.isEmpty()) {
            return "not known, because of the problem below";
        }
        var shown = targets.stream()
                .limit(MOST_TARGETS)
                .map(t -> "%s.%s (%s)".formatted(Shown.name(t.schema()), Shown.name(t.name()), state(t.state())))
                .collect(Collectors.joining(", "));
        return targets.size() > MOST_TARGETS ? shown + " and %d more".formatted(targets.size() - MOST_TARGETS) : shown;
    }

    private static String state(Target.State state) {
        return switch (state) {
            case ABSENT -> "will be created";
            case EMPTY -> "there, empty";
            case OURS -> "there, its own";
            case UNKNOWN -> "not looked at";
        };
    }

    private static String source(TablePlan.Source source) {
        return String.format(
                Locale.ROOT,
                "about %,d items, %,.1f MiB, as DynamoDB counted up to 6 h ago; stream %s",
                source.items(),
                source.bytes() / (double) (1 << 20),
                source.streamArn() == null ? "off" : "on");
    }

    private static String refused(TableSpec spec, TablePlan.Ready plan, @Nullable String tried) {
        var reasons = new ArrayList<String>();
        spec.rules()
                .filter(rules -> rules.restTable() == null
                        && rules.otherwise() == MappingSpec.Else.REFUSE
                        && rules.rules().stream().noneMatch(rule -> rule.when().isEmpty()))
                .ifPresent(rules -> reasons.add("items that no rule matches"));
        var typed = plan.targets().stream()
                .flatMap(t -> t.columns().stream())
                .filter(c -> TAKE_ALL.stream()
                        .noneMatch(all -> c.type().equals(all) || c.type().startsWith(all + " ")))
                .map(c -> Shown.name(c.name()) + " " + c.type())
                .distinct()
                .toList();
        if (!typed.isEmpty()) {
            reasons.add("values that do not fit, as of "
                    + typed.stream().limit(MOST_TYPES).collect(Collectors.joining(", "))
                    + (typed.size() > MOST_TYPES ? " and %d more".formatted(typed.size() - MOST_TYPES) : ""));
        }
        var rule = reasons.isEmpty() ? "nothing that its rules know of" : String.join("; ", reasons);
        return tried == null ? rule : rule + ". " + tried;
    }

    private static String wayBack(List<Target> targets) {
        var without = targets.stream().filter(t -> !t.losses().isEmpty()).toList();
        if (targets.isEmpty()) {
            return "not known";
        }
        return without.isEmpty()
                ? "yes: every item comes back as it was"
                : "no, because of %s: %s"
                        .formatted(
                                without.stream().map(t -> Shown.name(t.name())).collect(Collectors.joining(", ")),
                                cut(without.getFirst().losses().getFirst().why()));
    }

    private void some(String name, List<String> sentences, int most) {
        for (int i = 0; i < Math.min(most, sentences.size()); i++) {
            int more = i == most - 1 ? sentences.size() - most : 0;
            field(i == 0 ? name : "", cut(sentences.get(i)) + (more > 0 ? "  (and %d more)".formatted(more) : ""));
        }
    }

    private static String cut(String sentence) {
        var line = sentence.replace("\n", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private void field(String name, String value) {
        line(String.format(Locale.ROOT, "  %-8s  %s", name, value));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
