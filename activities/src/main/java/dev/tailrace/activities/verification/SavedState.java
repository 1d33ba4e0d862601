package dev.tailrace.activities.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.verification.ReadMeter.Read;
import dev.tailrace.verify.SavedComparison.State;

/**
 * How far a comparison is, without its tables of numbers. Persisted field names.
 *
 * @param read what was read at the source by then
 */
record SavedState(State comparison, Read read) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a comparison", e);
        }
    }

    static SavedState read(String text) {
        try {
            return JSON.readValue(text, SavedState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a saved comparison", e);
        }
    }
}
