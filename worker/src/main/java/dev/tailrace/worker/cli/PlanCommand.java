package dev.tailrace.worker.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.plan.PlanSummary;
import dev.tailrace.activities.plan.PlanText;
import dev.tailrace.activities.plan.Plans;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a migration would do. */
@Command(
        name = "plan",
        description = "Show what a migration would do. Asks both stores and changes neither.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it can be done",
            "2:the file or the mapping is wrong",
            "6:a permission is missing",
            "7:a store cannot be reached",
            "8:something has to be done first"
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "YAML, or JSON where the name ends in .json; - for standard input.")
    private Path file;

    @Option(
            names = "--ddl",
            description = "Print only the statements that make tables and indexes, as a script for psql."
                    + " Not in a transaction: indexes are built concurrently.")
    private boolean ddl;

    @Option(names = "--verbose", description = "Show all of it: columns, statements, permissions, every remark.")
    private boolean verbose;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many items of each table are read and tried, eventually consistent"
                    + " (default: ${DEFAULT-VALUE}; 0: none). Not with --ddl, --verbose or json.")
    private int sample;

    @Override
    public Integer call() {
        var spec = MigrationFiles.read(file).spec();
        var plans = plans(spec);
        var json = new Plan(PlanText.json(plans));
        if (output.isJson() || ddl) {
            output.answer("plan", json, PlanText.ddl(plans).stripTrailing());
        } else {
            output.answer("plan", json, summary(spec, plans) + next(plans));
        }
        return ExitCode.of(
                plans.stream().flatMap(plan -> plan.problems().stream()).toList());
    }

    /** @param tables a plan for each */
    private record Plan(@JsonRawValue String tables) {}

    private String summary(MigrationSpec spec, List<TablePlan> plans) {
        return verbose
                ? PlanSummary.render(spec, plans, Map.of()) + "\n" + PlanText.render(plans) + "\n"
                : PlanSummary.render(spec, plans, PlanTrial.of(spec, plans, sample));
    }

    private String next(List<TablePlan> plans) {
        boolean ready = plans.stream().allMatch(plan -> plan.problems().isEmpty());
        var next = "next  tailrace %s %s".formatted(ready ? "start" : "plan", file)
                + (ready ? "" : "  once that is corrected");
        return verbose ? next : next + "\nall   tailrace plan %s --verbose".formatted(file);
    }

    private static List<TablePlan> plans(MigrationSpec spec) {
        try {
            return Plans.of(spec).stream().map(PlanCommand::beforeStart).toList();
        } catch (ProblemException e) {
            throw new Failure(e.problem().beforeStart(), e);
        }
    }

    private static TablePlan beforeStart(TablePlan plan) {
        return switch (plan) {
            case TablePlan.Ready ready -> ready;
            case TablePlan.Refused refused ->
                new TablePlan.Refused(
                        refused.table(),
                        refused.problems().stream().map(Problem::beforeStart).toList(),
                        refused.known());
        };
    }
}
