package dev.tailrace.activities.simulation;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One version of a source item.
 *
 * @param place which table and key its row has, if any
 * @param n tells versions apart
 */
record Version(String id, Place place, String group, int n, Flaw flaw) {
    /** Where an item's row lives. */
    enum Place {
        THINGS,
        OTHERS,
        /** The mapping leaves it out. */
        NOWHERE
    }

    /** Why an item cannot be at the target. */
    enum Flaw {
        NONE,
        MAPPER,
        POSTGRES
    }

    /** From here on Postgres refuses n. */
    static final int TOO_LARGE = 1000;

    static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    Map<String, AttributeValue> attributes() {
        var number = switch (flaw) {
            case NONE -> AttributeValue.fromN("" + n);
            case MAPPER -> AttributeValue.fromS("not a number");
            case POSTGRES -> AttributeValue.fromN("" + (n + TOO_LARGE));
        };
        return Map.of(
                "id", AttributeValue.fromS(id),
                "place", AttributeValue.fromS(place.name()),
                "grp", AttributeValue.fromS(group),
                "n", number);
    }

    Item item() {
        return Attributes.toItem(attributes());
    }

    /** The target key, as table/group/id; empty where there is no row. */
    Optional<String> row() {
        return place == Place.NOWHERE || flaw != Flaw.NONE
                ? Optional.empty()
                : Optional.of(place.name().toLowerCase(java.util.Locale.ROOT) + "/" + group + "/" + id);
    }

    /** Whether its row, in an owned table, would be at {@link #claim}; Postgres may refuse it there. */
    boolean claims() {
        return place == Place.THINGS && flaw != Flaw.MAPPER;
    }

    /** The owned table's key, as table/group. */
    String claim() {
        return "things/" + group;
    }

    /** Refused, and named by quarantine. An item that the mapping leaves out is not looked at. */
    boolean isBad() {
        return place != Place.NOWHERE && flaw != Flaw.NONE;
    }

    @Override
    public String toString() {
        return "v" + n + "@" + (isBad() ? flaw : row().orElse("-"));
    }
}
