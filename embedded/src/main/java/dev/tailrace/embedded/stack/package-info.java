/** The local stack for the demo and the tests: DynamoDB, Postgres and Temporal, embedded, in containers, or given by address. */
@NullMarked
package dev.tailrace.embedded.stack;

import org.jspecify.annotations.NullMarked;
