package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed document and the places of its parts.
 *
 * @param file null where it came parsed
 * @param names places of the names of fields
 * @param values places of the values
 * @param oddNumbers numbers that are written otherwise than with plain digits, as they are written
 */
record Document(
        @Nullable String file,
        JsonNode root,
        Map<JsonPointer, Place> names,
        Map<JsonPointer, Place> values,
        Map<JsonPointer, String> oddNumbers) {
    static Document parsed(JsonNode root) {
        return new Document(null, root, Map.of(), Map.of(), Map.of());
    }

    JsonNode at(JsonPointer pointer) {
        return root.at(pointer);
    }

    /** Where the field's name stands. */
    Place nameAt(JsonPointer pointer) {
        var place = names.get(pointer);
        return place == null ? valueAt(pointer) : place;
    }

    /** Where the value stands; of a value that is not there, where the nearest container does. */
    Place valueAt(JsonPointer pointer) {
        for (JsonPointer at = pointer; at != null; at = at.head()) {
            var place = values.get(at);
            if (place != null) {
                return new Place(file, place.line(), place.column(), pointer);
            }
        }
        return new Place(file, 0, 0, pointer);
    }
}
