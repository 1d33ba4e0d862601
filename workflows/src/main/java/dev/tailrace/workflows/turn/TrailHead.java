package dev.tailrace.workflows.turn;

/**
 * An event of the audit trail, as an activity that has written it answers: so Temporal's history holds what the trail held then.
 * Persisted field names.
 *
 * @param seq the event's number within the migration
 * @param head the SHA-256 of its line, in hex
 */
public record TrailHead(long seq, String head) {}
