package dev.tailrace.worker.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one object that a verb takes: only what was stated, and who asks. */
final class VerbInputs {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Leaves the field out if the value is null. */
    VerbInputs with(String field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value);
        }
        return this;
    }

    Map<String, Object> fields() {
        var stated = new LinkedHashMap<>(fields);
        stated.putIfAbsent("by", System.getProperty("user.name"));
        return stated;
    }
}
