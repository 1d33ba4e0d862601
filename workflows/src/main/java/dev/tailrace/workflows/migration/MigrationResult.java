package dev.tailrace.workflows.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a migration ended. Persisted field names. */
public record MigrationResult(String summary, List<Left> tables) {
    /** @param left what is left of it on the source and the target, in a sentence */
    public record Left(String table, @Nullable String left) {}
}
