package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * Where in a migration file something stands.
 *
 * @param file the file's name as given; null: the document came parsed, as a workflow's input
 * @param line from 1; 0 where the document came parsed
 * @param column from 1; 0 where the document came parsed
 * @param pointer the value's JSON pointer; empty for the whole document
 */
public record Place(@Nullable String file, int line, int column, JsonPointer pointer) {
    /** As in {@code shop.yaml:12:7 /tables/0/from}. */
    @Override
    public String toString() {
        var inDocument = pointer.matches() ? "" : pointer.toString();
        if (file == null) {
            return inDocument.isEmpty() ? "the document" : inDocument;
        }
        return "%s:%d:%d %s".formatted(file, line, column, inDocument).strip();
    }
}
