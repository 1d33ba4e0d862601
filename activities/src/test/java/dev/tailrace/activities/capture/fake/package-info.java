/** A source table and its stream, as unkind as the real ones can be. */
package dev.tailrace.activities.capture.fake;
