package dev.tailrace.workflows.command;

/** What a verb did, in a sentence. Persisted field name. */
public record Answer(String done) {}
