/** What the author of a mapper plugin implements and uses. See docs/plugins.md. */
@NullMarked
package dev.tailrace.mappers.plugin;

import org.jspecify.annotations.NullMarked;
