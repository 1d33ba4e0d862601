package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.migration.TableActivities.TableProgress;

/** Progress for tests. */
final class Numbers {
    private Numbers() {}

    static TableProgress of(int pass, long estimated, long scanned, int segmentsDone) {
        return new TableProgress(
                "Orders",
                pass,
                estimated,
                scanned,
                scanned,
                0,
                0,
                10,
                segmentsDone,
                4,
                12.5,
                null,
                0,
                0,
                0,
                0,
                1,
                null,
                null,
                1,
                0,
                false,
                0,
                null);
    }
}
