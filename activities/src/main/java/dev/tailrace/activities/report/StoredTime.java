package dev.tailrace.activities.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A time of the control schema, cut to milliseconds: what people compare with other systems' logs. */
final class StoredTime {
    private StoredTime() {}

    static Instant instant(Record row, int field) {
        return row.get(field, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Null where the row has none. */
    static @Nullable Instant optional(Record row, int field) {
        return row.get(field) == null ? null : instant(row, field);
    }
}
