package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.items.ItemsFile;
import dev.tailrace.activities.plan.Tried;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.activities.proposal.ItemSample;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
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
    record Result(TryOut.Outcome.Done done, List<Problem> unread) {
        /** For programs: one object. */
        Answer answer() {
            return new Answer(done.items(), done.warnings(), done.measured(), done.unseen(), unread);
        }
    }

    /** Persisted names (docs/cli.md). */
    record Answer(
            List<Tried> items,
            List<String> warnings,
            List<String> measured,
            List<String> unseen,
            List<Problem> problems) {}

    Result run() {
        // With the key the rules are checked whole, and what is wrong with them is told with its line.
        var known = new HashMap<String, KeySchema>();
        var spec = MigrationFiles.read(file, ok -> {
                    var table = named(ok.spec());
                    known.put(table.from(), keys(ok.spec(), table));
                    return known;
                })
                .spec();
        var tried = named(spec);
        var keys = Objects.requireNonNull(known.get(tried.from()), "the table's key");
        return items == null ? sampled(spec, tried) : given(spec, tried, keys, items);
    }

    private KeySchema keys(MigrationSpec spec, TableSpec table) {
        if (key != null) {
            return KeyOption.read(key);
        }
        try {
            return ItemSample.keysOf(spec.dynamoDb(), table.from());
        } catch (ProblemException e) {
            throw new Failure(
                    items == null
                            ? e.problem().beforeStart()
                            : withKey(e.problem().beforeStart()),
                    e);
        }
    }

    /** Items of a file need nothing of the source but the key, and that can be stated. */
    private static Problem withKey(Problem problem) {
        return new Problem(
                problem.code(),
                problem.what() + ", which was asked for the table's key",
                problem.why(),
                "State the key, so that the source is not asked: --key PK:S,SK:S (or N, B). Or: " + problem.fix());
    }

    private Result given(MigrationSpec spec, TableSpec table, KeySchema keys, Path items) {
        var read = MigrationFiles.isStandardInput(items)
                ? ItemsFile.read(standardInput(), "standard input")
                : ItemsFile.read(items);
        if (read.items().isEmpty() && !read.problems().isEmpty()) {
            throw new Failure(read.problems());
        }
        try {
            return new Result(done(TryOut.runNumbered(spec, table, keys, read.items())), read.problems());
        } catch (ProblemException e) {
            throw new Failure(e.problem().beforeStart(), e);
        }
    }

    private static byte[] standardInput() {
        try {
            return System.in.readAllBytes();
        } catch (IOException e) {
            throw new Failure(Problem.of(Code.F020, "items file standard input", String.valueOf(e.getMessage())), e);
        }
    }

    private Result sampled(MigrationSpec spec, TableSpec table) {
        try {
            var sample = ItemSample.ofTable(spec.dynamoDb(), table.from(), most);
            return new Result(done(TryOut.run(spec, table, sample.keys(), sample.items())), List.of());
        } catch (ProblemException e) {
            throw new Failure(e.problem().beforeStart(), e);
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
