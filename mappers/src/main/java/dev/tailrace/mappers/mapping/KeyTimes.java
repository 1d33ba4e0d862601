package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Shown;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds times in target keys whose other spellings go to quarantine. */
final class KeyTimes {
    private KeyTimes() {}

    /** A sentence, if the file does not state how the texts of such times are written. */
    static Optional<String> warning(CompiledRule rule) {
        if (rule.table().isOwned()) {
            return Optional.empty();
        }
        var unstated = IntStream.range(0, rule.table().keySize())
                .filter(i -> ColumnTypes.isTimeUnstated(rule.sources().get(i).type())
                        && !(rule.sources().get(i) instanceof ColumnSource.Computed)
                        && !(rule.sources().get(i) instanceof ColumnSource.Constant))
                .mapToObj(i -> Shown.name(rule.table().columns().get(i).name()))
                .collect(Collectors.joining(", "));
        return unstated.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The times " + unstated + " in the key of "
                                + Shown.name(rule.table().name())
                                + " come back with no, three or six digits of fraction, as few as hold them, and with Z if they have an"
                                + " offset; an item that writes another, as 10:00:00.000Z or 10:00:00+00:00, goes to quarantine."
                                + " State what the application writes: digits: 3 (in a template {at:timestamptz:3}), and its offset.");
    }
}
