package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.HumanFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists migrations. */
@Command(name = "list", description = "List the migrations that Temporal knows.")
final class ListCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;

    @Mixin
    private Output output;

    ListCommand(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    @Override
    public Integer call() {
        var found = Migrations.ask(connector, Migrations::list);
        output.answer("migrations", new Listed(found), found.isEmpty() ? "No migrations." : table(found));
        return ExitCode.OK;
    }

    private record Listed(List<ListedMigration> migrations) {}

    private static String table(List<ListedMigration> found) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME", "STATE", "PHASE", "HEALTH", "DONE", "STARTED"));
        for (var migration : found) {
            rows.add(List.of(
                    migration.name(),
                    migration.state(),
                    orDash(migration.phase()),
                    health(migration),
                    migration.progressPercent() == null ? "–" : migration.progressPercent() + " %",
                    migration.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        return TextTable.of(rows);
    }

    private static String health(ListedMigration migration) {
        var silence = migration.silence(Instant.now());
        return coloured(migration.health()) + (silence == null ? "" : ", no worker for " + HumanFormat.rough(silence));
    }

    private static String coloured(@Nullable String word) {
        return Arrays.stream(Health.values())
                .filter(health -> health.name().equals(word))
                .findFirst()
                .map(Output.colours()::health)
                .orElseGet(() -> orDash(word));
    }

    private static String orDash(@Nullable String text) {
        return Objects.requireNonNullElse(text, "–");
    }
}
