/**
 * What the engine asks of a store: contracts without a client's types. A source is read in segments, asked by key, and followed by its
 * changes. Only DynamoDB is one.
 */
@NullMarked
package dev.tailrace.activities.store;

import org.jspecify.annotations.NullMarked;
