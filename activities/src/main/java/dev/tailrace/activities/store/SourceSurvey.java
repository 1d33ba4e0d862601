package dev.tailrace.activities.store;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the tables of a source before a migration of them begins. Changes nothing. Thread-safe. */
public interface SourceSurvey {
    /**
     * Reads what a plan needs.
     *
     * @param problems where is added what stands in the way
     * @return null where the table cannot be described; a problem says why
     */
    @Nullable
    SourceFacts survey(TableSpec table, List<Problem> problems);

    /** The key of a table; null where it cannot be read. */
    @Nullable
    KeySchema keys(String table);
}
