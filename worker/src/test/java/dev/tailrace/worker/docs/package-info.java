/** Pages of {@code docs/} that are written from what the code says. */
package dev.tailrace.worker.docs;
