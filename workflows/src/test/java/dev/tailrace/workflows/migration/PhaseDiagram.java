package dev.tailrace.workflows.migration;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The page about phases, from the enum. */
final class PhaseDiagram {
    private PhaseDiagram() {}

    static String page() {
        return """
                # The phases of a table

                Every table of a migration walks on its own. Paused, blocked, stalled and skipped are not phases: they stand
                beside one in `status`. This page is generated from the code.

                ```mermaid
                stateDiagram-v2
                    [*] --> PLANNED
                %s
                    ABORTED --> [*]
                ```

                | phase | what happens |
                |---|---|
                | PLANNED | The table waits for its turn: eight prepare and copy at once. |
                | PREPARING | Source and target are checked, target tables made, change capture is seen to be on, a pass is opened. |
                | BACKFILLING | The segments are copied while change capture runs; then the barrier is raised and tombstones are purged. |
                | CATCHING_UP | Change capture applies what was written before the barrier. After a verdict other than EQUAL the table waits here for a person. |
                | VERIFYING | Both sides are compared in full. |
                | READY | The last verdict was EQUAL; change capture goes on. |
                | ABORTED | Given up; the target's rows stay. |

                `retry` with `from: backfill` leads back to PREPARING with a new pass.
                """.formatted(arrows());
    }

    private static String arrows() {
        return Arrays.stream(Phase.values())
                .flatMap(from -> from.successors().stream().sorted().map(to -> "    " + from + " --> " + to))
                .collect(Collectors.joining("\n"));
    }
}
