package dev.tailrace.workflows.command;

import org.jspecify.annotations.Nullable;

/**
 * A verb on its way to a table. Persisted field names.
 *
 * @param number rises with each verb of a migration; a table reports the last that it took
 * @param id for the audit trail, unique
 * @param task what is to be switched, of {@code cutOver} and {@code rollBack}; null for other verbs
 */
public record Command(
        long number,
        String id,
        Verb verb,
        VerbInput input,
        @Nullable SwitchTask task) {}
