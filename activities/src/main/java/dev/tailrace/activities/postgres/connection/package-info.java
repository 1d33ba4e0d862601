/** How physical connections to Postgres are made: who logs in, with which password, and what a refusal means. */
@NullMarked
package dev.tailrace.activities.postgres.connection;

import org.jspecify.annotations.NullMarked;
