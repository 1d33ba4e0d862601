/** The audit trail as text: how an event's line is made, and how an exported trail is checked, signed and named where it was changed. */
@NullMarked
package dev.tailrace.activities.trail;

import org.jspecify.annotations.NullMarked;
