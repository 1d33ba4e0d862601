/** One migration, or several, on an empty database: what the measures of whole runs have in common. */
@NullMarked
package dev.tailrace.bench.run;

import org.jspecify.annotations.NullMarked;
