/** How physical connections to Postgres are made: who logs in, with which password, and what a refusal means. */
@NullMarked
package dev.tailrace.activities.connection;

import org.jspecify.annotations.NullMarked;
