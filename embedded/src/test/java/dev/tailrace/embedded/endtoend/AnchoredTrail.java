package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.embedded.run.CliChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A migration's audit trail as an auditor gets it, and what Temporal's history says of it. */
final class AnchoredTrail {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a payload stands in a printed history. */
    private static final Pattern ANSWERED =
            Pattern.compile("\\\\\"trail\\\\\":\\{\\\\\"seq\\\\\":(\\d+),\\\\\"head\\\\\":\\\\\"([0-9a-f]{64})");

    /** What an activity's answer names: the newest event of each transaction that leaves any. */
    private static final Set<String> ANSWERS =
            Set.of("PhaseChanged", "Verb", "PassOpened", "BarrierRaised", "TableAborted");

    private AnchoredTrail() {}

    /** It is whole, and each head that an activity has answered, in whichever run, is one of its events'. */
    static void assertWhole(Rehearsal rehearsal, String migration, Path directory)
            throws IOException, InterruptedException {
        Path file = directory.resolve("audit.ndjson");
        // Neither Temporal nor the migration's file is asked.
        succeeds(rehearsal, "audit", "export", migration, "--control", "env:TARGET_URL", "--to", file.toString());
        Map<Long, String> heads = heads(rehearsal, migration);
        List<String> verify = new ArrayList<>(List.of("audit", "verify", file.toString()));
        heads.forEach((seq, head) -> verify.addAll(List.of("--head", seq + ":" + head)));
        succeeds(rehearsal, verify.toArray(String[]::new));

        Set<String> once = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            var event = JSON.readTree(line);
            assertThat(once.add(event.path("once").asText())).as(line).isTrue();
            if (ANSWERS.contains(event.path("type").asText())) {
                assertThat(heads).as(line).containsKey(event.path("seq").asLong());
                assertThat(event.path("origin").asText()).contains("workflow " + migration, ", run ", ", activity ");
            }
        }
    }

    private static Map<Long, String> heads(Rehearsal rehearsal, String migration) {
        Map<Long, String> heads = new TreeMap<>();
        for (String history : rehearsal.operator().histories(migration)) {
            ANSWERED.matcher(history).results().forEach(found -> {
                String before = heads.put(Long.parseLong(found.group(1)), found.group(2));
                assertThat(before).isIn(null, found.group(2));
            });
        }
        return heads;
    }

    private static void succeeds(Rehearsal rehearsal, String... arguments) throws IOException, InterruptedException {
        try (CliChild cli = rehearsal.cli(arguments)) {
            assertThat(cli.exit()).as(cli.output()).isZero();
        }
    }
}
