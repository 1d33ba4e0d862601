package dev.tailrace.workflows.table;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The page about phases, from the enum. */
final class PhaseDiagram {
    private PhaseDiagram() {}

    static String page() {
        return """
                # The phases of a table

                To see where each table is, run `tailrace status NAME`. Every table of a migration goes through its phases on its own.

                ```mermaid
                stateDiagram-v2
                    [*] --> PLANNED
                %s
                    ABORTED --> [*]
                ```

                | phase | what happens |
                |---|---|
                | PLANNED | The table waits for its turn. Eight tables prepare and copy at once. |
                | PREPARING | Tailrace checks source and target, makes the target tables, sees that change capture is on, and opens a pass. |
                | BACKFILLING | The segments are copied while change capture runs. Then the barrier is raised and tombstones are purged. |
                | CATCHING_UP | Change capture applies what was written before the barrier. If a verdict is neither EQUAL nor EXCEPTED, the table waits here. |
                | VERIFYING | Both sides are compared in full. |
                | READY | The verdict is EQUAL, or EXCEPTED: equal but for what was accepted by name. Change capture goes on. |
                | ABORTED | The migration was given up. The target's rows stay. |

                `retry` with `from: backfill` leads back to PREPARING with a new pass.

                Paused, blocked, stalled and skipped are not phases: `status` shows them next to the phase. This page is generated
                from the code.
                """.formatted(arrows());
    }

    private static String arrows() {
        return Arrays.stream(Phase.values())
                .flatMap(from -> from.successors().stream().sorted().map(to -> "    " + from + " --> " + to))
                .collect(Collectors.joining("\n"));
    }
}
