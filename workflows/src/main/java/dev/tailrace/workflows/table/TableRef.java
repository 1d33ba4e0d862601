package dev.tailrace.workflows.table;

/**
 * Names one source table of one migration, with what an activity needs to find everything else. Holds no secret.
 *
 * @param migration the migration's name
 * @param name the source table's name
 * @param control a reference to the Postgres that holds the control schema, e.g. {@code env:TARGET_URL}
 */
public record TableRef(String migration, String name, String control) {}
