/** The engine's data transactions on a real Postgres, interleaved by hand. */
package dev.tailrace.activities.engine;
