/**
 * What an auditor reads of a migration: one model, read in one transaction that writes nothing, and its renderings. The same data
 * gives the same bytes, on any JDK and in any time zone: nothing here asks a clock.
 */
@NullMarked
package dev.tailrace.activities.report;

import org.jspecify.annotations.NullMarked;
