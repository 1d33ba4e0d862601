/** The source: DynamoDB tables, items and streams. */
@NullMarked
package dev.tailrace.activities.dynamodb;

import org.jspecify.annotations.NullMarked;
