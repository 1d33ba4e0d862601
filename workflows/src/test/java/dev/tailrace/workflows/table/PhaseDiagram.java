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
                    COMPLETED --> [*]
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
                | CUTTING_OVER | An attempt to move the ownership to the target. The source owns the data until its last step. |
                | SOAKING | The target owns the data. What the application writes there is written back to the source. |
                | ROLLING_BACK | An attempt to move the ownership back. The target refuses writes. |
                | COMPLETED | The way back was ended for good. The source keeps its items, which follow the target no more. |
                | ABORTED | The migration was given up. The target's rows stay. |

                An attempt that cannot be done in time aborts itself: CUTTING_OVER leads back to READY, ROLLING_BACK to SOAKING, and all is
                as it was. A rollback that was done leads to VERIFYING, since what nobody followed meanwhile is compared before READY.
                [cutting-over.md](cutting-over.md) says how to switch, [rollback.md](rollback.md) how to come back.

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
