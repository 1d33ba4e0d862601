package dev.tailrace.workflows.command;

/**
 * A verb on its way to a table. Persisted field names.
 *
 * @param number rises with each verb of a migration; a table reports the last that it took
 * @param id for the audit trail, unique
 */
public record Command(long number, String id, Verb verb, VerbInput input) {}
