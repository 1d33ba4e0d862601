package dev.tailrace.workflows.migration;

/** What a verb did, in a sentence. Persisted field name. */
public record Answer(String done) {}
