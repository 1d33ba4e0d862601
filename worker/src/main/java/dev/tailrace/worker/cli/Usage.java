package dev.tailrace.worker.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** What the help of a command ends with: examples to paste, and the environment variables that it looks at. */
final class Usage {
    /** By command; each is a whole command line. A test parses them. */
    static final Map<String, List<String>> EXAMPLES = Map.ofEntries(
            Map.entry("validate", List.of("tailrace validate shop.yaml", "envsubst < shop.yaml | tailrace validate -")),
            Map.entry("plan", List.of("tailrace plan shop.yaml", "tailrace plan shop.yaml --ddl")),
            Map.entry(
                    "map", List.of("tailrace map --sample AppData", "tailrace map --try shop.yaml --items items.json")),
            Map.entry("start", List.of("tailrace start shop.yaml", "tailrace start shop.yaml --wait")),
            Map.entry("list", List.of("tailrace list", "tailrace list -o json")),
            Map.entry("status", List.of("tailrace status shop", "tailrace status shop -o json")),
            Map.entry("watch", List.of("tailrace watch shop")),
            Map.entry(
                    "quarantine",
                    List.of("tailrace quarantine shop", "tailrace quarantine shop --table Orders -o json")),
            Map.entry("history", List.of("tailrace history shop", "tailrace history shop -o json")),
            Map.entry(
                    "report",
                    List.of("tailrace report shop --to report", "tailrace report shop --to private --reveal")),
            Map.entry(
                    "audit",
                    List.of(
                            "tailrace audit export shop --to audit.ndjson",
                            "tailrace audit verify audit.ndjson --report report.json",
                            "tailrace audit sign audit.ndjson --key key.pem")),
            Map.entry("pause", List.of("tailrace pause shop", "tailrace pause shop --scope all")),
            Map.entry("resume", List.of("tailrace resume shop")),
            Map.entry(
                    "throttle",
                    List.of(
                            "tailrace throttle shop --units-per-second 500 --window 8",
                            "tailrace throttle shop --units-per-second unlimited")),
            Map.entry(
                    "retry",
                    List.of(
                            "tailrace retry shop --table Orders",
                            "tailrace retry shop --table Orders --from backfill")),
            Map.entry("skip", List.of("tailrace skip shop --table Ghosts")),
            Map.entry(
                    "verify",
                    List.of(
                            "tailrace verify shop --wait",
                            "tailrace verify shop --level sample --seed 2026-11 --at-most 0.0005 --wait")),
            Map.entry("replay-quarantine", List.of("tailrace replay-quarantine shop")),
            Map.entry(
                    "accept-quarantine", List.of("tailrace accept-quarantine shop --by ann --reason known-bad --wait")),
            Map.entry("approve", List.of("tailrace approve shop --digest $DIGEST --by ann --reason reviewed")),
            Map.entry("repair", List.of("tailrace repair shop --table Orders", "tailrace repair shop --apply --wait")),
            Map.entry("abort", List.of("tailrace abort shop")),
            Map.entry("worker", List.of("tailrace worker", "TAILRACE_LOG=json tailrace worker")),
            Map.entry("explain", List.of("tailrace explain C010")),
            Map.entry("completion", List.of("source <(tailrace completion)")));

    private static final Set<String> OFFLINE = Set.of("validate", "explain", "completion", "help", "audit");
    private static final Set<String> STORES_ALONE = Set.of("plan", "map");
    private static final Set<String> STORES = Set.of("plan", "map", "start", "worker");
    private static final Set<String> REFERENCES =
            Set.of("plan", "start", "worker", "quarantine", "history", "repair", "report", "audit export");

    private Usage() {}

    /** Adds examples and environment to the help of a command. */
    static void addTo(String name, CommandLine command) {
        var footer = new ArrayList<>(
                Arrays.asList(command.getCommandSpec().usageMessage().footer()));
        var examples = EXAMPLES.getOrDefault(name, List.of());
        if (!examples.isEmpty()) {
            footer.add("%nExamples:".formatted());
            examples.forEach(example -> footer.add("  " + escaped(example)));
        }
        var environment = environment(name);
        if (!environment.isEmpty()) {
            footer.add("%nEnvironment:".formatted());
            environment.forEach(line -> footer.add("  " + escaped(line)));
        }
        command.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
    }

    /** Whether it asks a Temporal server. */
    static boolean asksTemporal(String name) {
        return !OFFLINE.contains(name) && !STORES_ALONE.contains(name);
    }

    private static List<String> environment(String name) {
        var lines = new ArrayList<String>();
        if (asksTemporal(name)) {
            lines.add(
                    "TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_*, TEMPORAL_PROFILE: as the temporal CLI has them");
        }
        if (asksTemporal(name) && !name.equals("worker")) {
            lines.add("TAILRACE_TIMEOUT: seconds to wait for an answer (30)");
        }
        if (STORES.contains(name)) {
            lines.add("AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID …: the AWS SDK's usual chain");
        }
        if (REFERENCES.contains(name)) {
            lines.add("each variable that the migration file refers to (env:NAME)");
        }
        if (name.equals("worker") || name.equals("plan") || name.equals("map")) {
            lines.add("TAILRACE_PLUGINS: the folder of mapper plugins");
        }
        if (name.equals("worker")) {
            lines.add("TAILRACE_LOG=json, TAILRACE_LOG_LEVEL=DEBUG: how and how much it logs; DEBUG has stack traces");
            lines.add("TAILRACE_TIMING=local: waits less, for stores on this machine");
            lines.add("TAILRACE_CRASH_AT: rehearses a crash (docs/rehearsing.md)");
        }
        if (!lines.isEmpty()) {
            lines.add("NO_COLOR: no colours");
        }
        return lines;
    }

    /** Help texts are format strings. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
