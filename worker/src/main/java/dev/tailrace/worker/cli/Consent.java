package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Consent to what cannot be taken back: asked for on a terminal, stated by {@code --yes} in a script. A mixin. */
final class Consent {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Without a terminal it has to be stated.")
    private boolean stated;

    /** Whoever can be asked. */
    interface Person {
        /** What was answered; null where the input ended. */
        @Nullable
        String answer(String question);
    }

    /**
     * Returns where there is consent.
     *
     * @param what will be lost, a line each
     * @param command the command as it was typed, to be shown with {@code --yes}
     * @throws Failure coded W011 if no one consents
     */
    void need(Output output, List<String> what, String command) {
        if (!stated) {
            ask(what, command, output.isJson() ? Optional.empty() : person());
        }
    }

    static void ask(List<String> what, String command, Optional<Person> person) {
        var lost = String.join("\n", what);
        if (person.isEmpty()) {
            throw refused(lost, "there is no terminal to ask on", "If that is meant: " + command + " --yes");
        }
        var answer = person.get().answer(lost + "\nGo on? [y/N] ");
        if (answer == null || !List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw refused(lost, "you did not answer yes", "Nothing was done.");
        }
    }

    private static Failure refused(String lost, String why, String fix) {
        return new Failure(List.of(Problem.of(Code.W011, lost, why, fix)));
    }

    private static Optional<Person> person() {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.of(question -> console.readLine("%s", question));
    }
}
