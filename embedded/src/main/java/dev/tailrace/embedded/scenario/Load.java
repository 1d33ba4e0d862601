package dev.tailrace.embedded.scenario;

/**
 * How writers treat a scenario's tables.
 *
 * @param threads at least one
 * @param changesPerSecond over all threads
 * @param items how many items are there at the start; at least one
 */
public record Load(int threads, double changesPerSecond, long items, long seed) {}
