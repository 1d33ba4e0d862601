package dev.tailrace.workflows.migration;

import dev.tailrace.mappers.problem.Problem;

/**
 * What stands in the way. Persisted field names.
 *
 * @param blocked a person has to do something; otherwise it is tried again by itself
 */
public record Obstacle(Problem problem, boolean blocked) {}
