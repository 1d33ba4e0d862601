package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.items.ItemsFile;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.activities.proposal.ItemSample;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping tried on items. Throws {@link Failure} with all that is wrong.
 *
 * @param table null where the file has one only
 * @param key as stated; null: the source is asked
 * @param items null: a sample of the table
 * @param most how many items a sample has
 */
record Trial(
        Path file,
        @Nullable String table,
        @Nullable String key,
        @Nullable Path items,
        int most) {

    /** @param unread problems of items that could not be read, and were not tried */
    record Result(TryOut.Outcome.Done done, List<Problem> unread) {}

    Result run() {
        var spec = MigrationFiles.read(file).spec();
        var tried = named(spec);
        return items == null ? sampled(spec, tried) : given(spec, tried, items);
    }

    private Result given(MigrationSpec spec, TableSpec table, Path items) {
        KeySchema keys = key == null ? null : KeyOption.read(key);
        var read = ItemsFile.read(items);
        if (read.items().isEmpty() && !read.problems().isEmpty()) {
            throw new Failure(read.problems());
        }
        try {
            return new Result(done(TryOut.runNumbered(spec, table, keys, read.items())), read.problems());
        } catch (ProblemException e) {
            throw new Failure(e.problem(), e);
        }
    }

    private Result sampled(MigrationSpec spec, TableSpec table) {
        try {
            var sample = ItemSample.ofTable(spec.dynamoDb(), table.from(), most);
            return new Result(done(TryOut.run(spec, table, sample.keys(), sample.items())), List.of());
        } catch (ProblemException e) {
            throw new Failure(e.problem(), e);
        }
    }

    private static TryOut.Outcome.Done done(TryOut.Outcome outcome) {
        return switch (outcome) {
            case TryOut.Outcome.Done done -> done;
            case TryOut.Outcome.Refused refused -> throw new Failure(refused.problems());
        };
    }

    private TableSpec named(MigrationSpec spec) {
        if (table == null && spec.tables().size() == 1) {
            return spec.tables().getFirst();
        }
        return spec.tables().stream()
                .filter(t -> t.from().equals(table))
                .findFirst()
                .orElseThrow(() -> new Failure(List.of(Problem.of(
                        Code.F004,
                        table == null ? "--table is not stated" : "--table " + table,
                        "the file has "
                                + spec.tables().stream().map(TableSpec::from).toList(),
                        "Name one of them."))));
    }
}
