package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.activities.proposal.Sample;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping tried on items. Throws {@link Failure} with all that is wrong.
 *
 * @param table null where the file has one only
 * @param key as stated; empty: the source is asked
 * @param items null: a sample of the table
 * @param most how many items a sample has
 */
record Trial(
        Path file,
        @Nullable String table,
        List<String> key,
        @Nullable Path items,
        int most) {
    TryOut.Outcome.Done run() {
        var spec = MigrationFiles.read(file).spec();
        var tried = named(spec);
        return switch (items == null ? sampled(spec, tried) : TryOut.run(spec, tried, keys(), read(items))) {
            case TryOut.Outcome.Done done -> done;
            case TryOut.Outcome.Refused refused -> throw new Failure(refused.problems());
        };
    }

    private TryOut.Outcome sampled(MigrationSpec spec, TableSpec table) {
        try {
            var sample = Sample.ofTable(spec.source(), table.from(), most);
            return TryOut.run(spec, table, sample.keys(), sample.items());
        } catch (ProblemException e) {
            throw new Failure(e.problem(), e);
        }
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

    private @Nullable KeySchema keys() {
        if (key.isEmpty()) {
            return null;
        }
        var attributes = key.stream().map(this::attribute).toList();
        if (attributes.size() > 2) {
            throw wrongKey();
        }
        return new KeySchema(attributes.getFirst(), attributes.size() == 2 ? attributes.get(1) : null);
    }

    private KeyAttribute attribute(String stated) {
        int colon = stated.lastIndexOf(':');
        var type = stated.substring(colon + 1);
        if (colon < 1 || !List.of("S", "N", "B").contains(type)) {
            throw wrongKey();
        }
        return new KeyAttribute(stated.substring(0, colon), KeyType.valueOf(type));
    }

    private Failure wrongKey() {
        return new Failure(List.of(Problem.of(
                Code.F004,
                "--key " + String.join(",", key),
                "",
                "Name one attribute or two with S, N or B: PK:S,SK:S")));
    }

    private static List<Item> read(Path items) {
        try {
            return TryOut.items(Files.readString(items));
        } catch (IOException e) {
            throw new Failure(
                    Problem.of(Code.F001, "file " + items, e.getClass().getSimpleName()), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Problem.of(
                            Code.F002,
                            "file " + items,
                            String.valueOf(e.getMessage()),
                            "Write items as DynamoDB JSON, as aws dynamodb scan --output json gives them."),
                    e);
        }
    }
}
