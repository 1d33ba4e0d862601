/** A migration and its tables: contracts, phases, verbs and the workflows that sequence them. */
@NullMarked
package dev.tailrace.workflows.migration;

import org.jspecify.annotations.NullMarked;
