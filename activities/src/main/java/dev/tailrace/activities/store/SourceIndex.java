package dev.tailrace.activities.store;

import java.util.List;

/**
 * A secondary index of a source table.
 *
 * @param title for people, e.g. {@code global index ByCustomer}
 * @param key its key attributes, those of the partition key first
 * @param included attributes that it projects by name besides its keys; empty where it projects all or none
 */
public record SourceIndex(String title, String name, List<String> key, List<String> included) {}
