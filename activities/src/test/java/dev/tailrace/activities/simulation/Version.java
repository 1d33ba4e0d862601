package dev.tailrace.activities.simulation;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import java.util.HashMap;
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
        NOWHERE,
        /** It is a part of a row: its id is its place, and its group, from x, how many parts it says there are. */
        DOCUMENT
    }

    /** Why an item cannot be at the target. */
    enum Flaw {
        NONE,
        MAPPER,
        POSTGRES
    }

    /** The text of a part that Postgres refuses. */
    static final String REFUSED = "999";

    /** From here on Postgres refuses n. */
    static final int TOO_LARGE = 1000;

    /** Parts have digits for ids. */
    static Map<String, AttributeValue> key(String id) {
        return Character.isDigit(id.charAt(0))
                ? Map.of("doc", AttributeValue.fromS("d"), "part", AttributeValue.fromS("chunk#" + id))
                : Map.of("id", AttributeValue.fromS(id));
    }

    /** Of a part: how many parts it says that there are. */
    int parts() {
        return 1 + group.charAt(0) - 'x';
    }

    /** Of a part: three digits. */
    String text() {
        return flaw == Flaw.POSTGRES ? REFUSED : "%03d".formatted(n);
    }

    private Map<String, AttributeValue> partAttributes() {
        var attributes = new HashMap<>(key(id));
        attributes.put("parts", AttributeValue.fromN("" + parts()));
        attributes.put("data", flaw == Flaw.MAPPER ? AttributeValue.fromBool(true) : AttributeValue.fromS(text()));
        return attributes;
    }

    Map<String, AttributeValue> attributes() {
        if (place == Place.DOCUMENT) {
            return partAttributes();
        }
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
        return place == Place.NOWHERE || place == Place.DOCUMENT || flaw != Flaw.NONE
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

    /** Refused, and named by quarantine. An item that the mapping leaves out is not looked at, and a part alone decides nothing. */
    boolean isBad() {
        return place != Place.NOWHERE && place != Place.DOCUMENT && flaw != Flaw.NONE;
    }

    @Override
    public String toString() {
        return "v" + n + "@" + (place == Place.DOCUMENT ? parts() + " " + flaw : isBad() ? flaw : row().orElse("-"));
    }
}
