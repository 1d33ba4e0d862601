package dev.tailrace.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.view.AuditEvent;
import dev.tailrace.worker.TemporalConnection;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the audit trail. */
@Command(
        name = "history",
        description =
                "Show the audit trail: who asked for what, and how each table went through its phases, oldest first."
                        + " Reads the control schema from here, and changes nothing.")
final class HistoryCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;

    @Mixin
    private Output output;

    @Mixin
    private Control control;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    HistoryCommand(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    @Override
    public Integer call() {
        var events = control.read(connector, migration, reader -> reader.history());
        output.answer("history", new Trail(migration, events), text(events));
        return ExitCode.OK;
    }

    private static String text(List<AuditEvent> events) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("AT", "ACTOR", "EVENT", "TABLE", "WHAT"));
        for (var event : events) {
            rows.add(List.of(
                    event.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    event.actor(),
                    event.type(),
                    Objects.requireNonNullElse(event.table(), "–"),
                    what(event.payload())));
        }
        return TextTable.of(rows);
    }

    private static String what(JsonNode payload) {
        return payload.properties().stream()
                .map(field -> field.getKey() + "="
                        + (field.getValue().isTextual()
                                ? field.getValue().textValue()
                                : field.getValue().toString()))
                .collect(Collectors.joining(" "));
    }

    private record Trail(String migration, List<AuditEvent> events) {}
}
