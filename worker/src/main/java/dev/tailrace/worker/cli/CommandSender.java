package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.command.Verb;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends a verb to a running migration and prints what it did. */
final class CommandSender {
    private final Supplier<TemporalConnection> connector;

    CommandSender(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    /** Asks what a verb would take away. */
    List<String> lost(Function<Migrations, List<String>> question) {
        return Migrations.ask(connector, question);
    }

    /** Returns {@link ExitCode#OK}; a refusal is a {@link Failure}. */
    int send(Output output, String migration, Verb verb, VerbInputs input) {
        var answer = Migrations.ask(connector, migrations -> migrations.send(migration, verb, input.fields()));
        output.answer("answer", answer, answer.done());
        return ExitCode.OK;
    }
}
