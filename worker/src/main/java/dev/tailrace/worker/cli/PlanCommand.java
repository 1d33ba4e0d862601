package dev.tailrace.worker.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tailrace.activities.plan.PlanText;
import dev.tailrace.activities.plan.Plans;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    @Parameters(paramLabel = "FILE", description = "YAML, or JSON where the name ends in .json.")
    private Path file;

    @Option(
            names = "--ddl",
            description = "Print only the statements that make tables and indexes, as a script for psql."
                    + " Not in a transaction: indexes are built concurrently.")
    private boolean ddl;

    @Override
    public Integer call() {
        var plans = plans();
        var text = ddl ? PlanText.ddl(plans) : PlanText.render(plans);
        output.answer("plan", new Plan(PlanText.json(plans)), text.stripTrailing());
        return ExitCode.of(plans.stream().flatMap(PlanCommand::problems).toList());
    }

    /** @param tables a plan for each */
    private record Plan(@JsonRawValue String tables) {}

    private List<TablePlan> plans() {
        try {
            return Plans.of(MigrationFiles.read(file).spec());
        } catch (ProblemException e) {
            throw new Failure(e.problem(), e);
        }
    }

    private static Stream<Problem> problems(TablePlan plan) {
        return switch (plan) {
            case TablePlan.Ready ready -> Stream.empty();
            case TablePlan.Refused refused -> refused.problems().stream();
        };
    }
}
