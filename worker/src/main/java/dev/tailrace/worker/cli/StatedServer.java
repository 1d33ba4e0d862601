package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --address} and {@code --namespace} of the commands that ask Temporal: what is stated wins over the environment. */
final class StatedServer implements Supplier<TemporalConnection> {
    private final Map<String, String> environment;
    private final Map<String, String> stated = new HashMap<>();

    StatedServer(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Gives a command the options. */
    void addTo(CommandLine command) {
        command.getCommandSpec()
                .addOption(option("--address", "HOST:PORT", "TEMPORAL_ADDRESS", "The Temporal server."))
                .addOption(option("--namespace", "NAME", "TEMPORAL_NAMESPACE", "The Temporal namespace."));
    }

    private OptionSpec option(String name, String label, String variable, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description + " Without it: " + variable + ", or the profile of the temporal CLI.")
                .setter(new CommandLine.Model.ISetter() {
                    @Override
                    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
                    public <T> @Nullable T set(@Nullable T value) {
                        // Picocli sets null before each parse.
                        var before = stated.get(variable);
                        if (value == null) {
                            stated.remove(variable);
                        } else {
                            stated.put(variable, value.toString());
                        }
                        return (T) before;
                    }
                })
                .build();
    }

    @Override
    public TemporalConnection get() {
        var both = new HashMap<>(environment);
        both.putAll(stated);
        return TemporalConnection.of(both);
    }
}
