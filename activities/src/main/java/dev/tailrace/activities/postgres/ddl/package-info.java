/** What a target table gets besides its columns, by request: partitions, constraints, functions. Statements only; nothing runs here. */
@NullMarked
package dev.tailrace.activities.postgres.ddl;

import org.jspecify.annotations.NullMarked;
