package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a migration file without the two stores. */
@Command(name = "validate", description = "Check a migration file, offline: all its problems at once.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "YAML, or JSON where the name ends in .json; - for standard input.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "[TABLE=]NAME:TYPE[,NAME:TYPE]",
            description =
                    "The key of a source table, e.g. PK:S,SK:S, or Orders=id:S where the file has several; may be"
                            + " repeated. With it, it also checks whether keys can be restored, and whether two items can meet in one row.")
    private List<String> keys = List.of();

    @Override
    public Integer call() {
        var read = MigrationFiles.read(file, ok -> keys(ok.spec().tables()));
        var tables = read.spec().tables();
        var known = keys(tables);
        var open = tables.stream()
                .filter(table -> table.rules().isEmpty() || !known.containsKey(table.from()))
                .map(TableSpec::from)
                .toList();
        var names = tables.stream().map(TableSpec::from).toList();
        output.answer(
                "valid",
                new Valid(read.spec().name(), names, read.digest()),
                "%s is valid: migration %s, %s.%s"
                        .formatted(file, read.spec().name(), String.join(", ", names), unchecked(open)));
        return ExitCode.OK;
    }

    private static String unchecked(List<String> tables) {
        return tables.isEmpty()
                ? ""
                : (" Not checked: whether the keys of %s can be restored. State --key, or ask plan; of a plugin, map --try says it.")
                        .formatted(String.join(", ", tables));
    }

    private Map<String, KeySchema> keys(List<TableSpec> tables) {
        var known = new HashMap<String, KeySchema>();
        for (var stated : keys) {
            int equals = stated.indexOf('=');
            var table = equals < 0 ? "" : stated.substring(0, equals);
            if (equals < 0 && tables.size() > 1
                    || equals >= 0 && tables.stream().noneMatch(t -> t.from().equals(table))) {
                throw new Failure(List.of(Problem.of(
                        Code.F004,
                        "--key " + stated,
                        "the file has " + tables.stream().map(TableSpec::from).toList(),
                        "Name one of them: --key %s=PK:S,SK:S"
                                .formatted(tables.getFirst().from()))));
            }
            known.put(equals < 0 ? tables.getFirst().from() : table, KeyOption.read(stated.substring(equals + 1)));
        }
        return known;
    }

    private record Valid(String name, List<String> tables, String digest) {}
}
