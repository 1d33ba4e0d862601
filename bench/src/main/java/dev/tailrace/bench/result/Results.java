package dev.tailrace.bench.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures of a run, each with the machine's load at its end: on a shared machine it belongs to the figure. Not thread-safe. */
public final class Results {
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final PrintStream out;
    private final List<Measured> measured = new ArrayList<>();

    private record Measured(Figure figure, double load) {}

    /** @param out where each figure is said as soon as it is known */
    public Results(PrintStream out) {
        this.out = out;
        out.printf(
                Locale.ROOT,
                "%d processors, load %.1f, Java %s%n%n%-52s %12s %-9s %8s %8s %-4s %5s  %s%n",
                Runtime.getRuntime().availableProcessors(),
                load(),
                Runtime.version(),
                "measure",
                "value",
                "",
                "bar",
                "aim",
                "met",
                "load",
                "note");
    }

    public void add(Figure figure) {
        var now = new Measured(figure, load());
        measured.add(now);
        out.printf(
                Locale.ROOT,
                "%-52s %,12.2f %-9s %8s %8s %-4s %5.1f  %s%n",
                figure.measure(),
                figure.value(),
                figure.unit(),
                bar(figure.goal()),
                aim(figure.goal()),
                figure.goal().met(figure.value()),
                now.load(),
                figure.note());
    }

    /** Writes them to a file named by the run's start. Returns it. */
    public Path write(Path folder) throws IOException {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("start", start.toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString());
        var figures = json.putArray("figures");
        for (var one : measured) {
            figures.addObject()
                    .put("measure", one.figure().measure())
                    .put("value", known(one.figure().value()))
                    .put("unit", one.figure().unit())
                    .put("bar", bar(one.figure().goal()))
                    .put("aim", aim(one.figure().goal()))
                    .put("met", one.figure().goal().met(one.figure().value()))
                    .put("load", one.load())
                    .put("note", one.figure().note());
        }
        Files.createDirectories(folder);
        var file = folder.resolve(start.toString().replace(":", "") + ".json");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
        return file;
    }

    /** JSON has no NaN. */
    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static String bar(Goal goal) {
        return switch (goal) {
            case Goal.AtLeast(double bar, double aim) -> "≥ " + number(bar);
            case Goal.AtMost(double bar, double aim) -> "≤ " + number(bar);
            case Goal.Strive(double aim) -> "";
            case Goal.None none -> "";
        };
    }

    private static String aim(Goal goal) {
        return switch (goal) {
            case Goal.AtLeast(double bar, double aim) -> number(aim);
            case Goal.AtMost(double bar, double aim) -> number(aim);
            case Goal.Strive(double aim) -> number(aim);
            case Goal.None none -> "";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
