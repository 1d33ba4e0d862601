package dev.tailrace.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The tables that a verb is narrowed to. A mixin. */
final class TablesOption {
    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "A source table; may be repeated. Without it: every table that can take the verb.")
    private List<String> names = new ArrayList<>();

    /** Null for all. */
    @Nullable
    List<String> orAll() {
        return names.isEmpty() ? null : List.copyOf(names);
    }

    /** Empty for all. */
    List<String> named() {
        return List.copyOf(names);
    }

    /** As options of a command line, with a space before each; empty for all. */
    String typed() {
        return names.stream().map(name -> " --table " + name).collect(Collectors.joining());
    }

    boolean includes(String table) {
        return names.isEmpty() || names.contains(table);
    }
}
