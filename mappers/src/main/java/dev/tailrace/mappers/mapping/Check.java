package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition asks of an attribute besides its template; all of it must hold. Of a null component nothing is asked.
 *
 * @param equalTo the very value
 * @param prefix how its text begins; S only
 * @param present whether the item has the attribute, be it NULL
 * @param kind as DynamoDB names it
 * @param oneOf one of these very values; empty: any
 * @param suffix how its text ends; S only
 * @param not what must not hold; an attribute that is absent meets it
 */
record Check(
        @Nullable Value equalTo,
        @Nullable String prefix,
        @Nullable Boolean present,
        @Nullable String kind,
        List<Value> oneOf,
        @Nullable String suffix,
        @Nullable Check not) {
    static final Check NONE = new Check(null, null, null, null, List.of(), null, null);

    static Check of(MappingSpec.Condition condition) {
        var not = condition.not();
        return new Check(
                condition.equalTo(),
                condition.prefix(),
                condition.present(),
                condition.type(),
                condition.in(),
                condition.suffix(),
                not == null
                        ? null
                        : new Check(not.equalTo(), not.prefix(), null, not.type(), not.in(), not.suffix(), null));
    }

    boolean takes(@Nullable Value value) {
        if (present != null && present != (value != null)) {
            return false;
        }
        return (equalTo == null || equalTo.equals(value))
                && (kind == null || value != null && kind.equals(value.kind()))
                && (prefix == null
                        || value instanceof Value.Text text && text.value().startsWith(prefix))
                && (suffix == null
                        || value instanceof Value.Text text && text.value().endsWith(suffix))
                && (oneOf.isEmpty() || value != null && oneOf.contains(value))
                && (not == null || !not.takes(value));
    }

    /**
     * Whether this takes all that another takes.
     *
     * @param other what else is asked of the same attribute
     * @param template of the other; null: none
     * @param key the attribute's kind, which all items have, if it is one of the key; null: it is not
     */
    boolean takesAllOf(Check other, @Nullable Template template, @Nullable String key) {
        var text = other.equalTo instanceof Value.Text s ? s.value() : null;
        var begins = text != null ? text : other.prefix;
        boolean thereFor = key != null
                || template != null
                || other.equalTo != null
                || other.prefix != null
                || other.suffix != null
                || !other.oneOf.isEmpty()
                || other.kind != null
                || Boolean.TRUE.equals(other.present);
        boolean presence = present == null || (present ? thereFor : Boolean.FALSE.equals(other.present));
        var otherKind = other.equalTo != null
                ? other.equalTo.kind()
                : other.prefix != null || other.suffix != null ? "S" : other.kind != null ? other.kind : key;
        boolean begin = prefix == null
                || begins != null && begins.startsWith(prefix)
                || template != null
                        && "S".equals(otherKind)
                        && template.literals().getFirst().startsWith(prefix);
        return presence
                && begin
                && (suffix == null
                        || (text != null && text.endsWith(suffix))
                        || (other.suffix != null && other.suffix.endsWith(suffix)))
                && (oneOf.isEmpty()
                        || (other.equalTo != null && oneOf.contains(other.equalTo))
                        || (!other.oneOf.isEmpty() && oneOf.containsAll(other.oneOf)))
                && (not == null || not.equals(other.not))
                && (equalTo == null || equalTo.equals(other.equalTo))
                && (kind == null || kind.equals(otherKind));
    }
}
