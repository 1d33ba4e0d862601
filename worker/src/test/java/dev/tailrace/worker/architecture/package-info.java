/** Rules over all modules: this one sees them all. */
package dev.tailrace.worker.architecture;
