/**
 * Deterministic simulation: the engine's own code on a real Postgres, against a simulated source, in an order that a seed decides. See
 * docs/rehearsing.md.
 */
package dev.tailrace.activities.simulation;
