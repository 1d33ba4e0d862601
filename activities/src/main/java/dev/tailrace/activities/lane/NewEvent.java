package dev.tailrace.activities.lane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.workflows.table.TableRef;
import org.jspecify.annotations.Nullable;

/**
 * An event to add to the audit trail.
 *
 * @param table the source table; null for the migration as a whole
 * @param once what makes the event unique within the migration
 * @param actor an operator's name, or {@link #TAILRACE}
 * @param outcome what came of it, in a word; null where the type says it
 * @param payload neither items nor secrets
 */
public record NewEvent(
        String migration,
        @Nullable String table,
        EventType type,
        String once,
        String actor,
        @Nullable String outcome,
        ObjectNode payload) {
    /** Who does what no one asked for. */
    public static final String TAILRACE = "tailrace";

    /** One of a migration as a whole, by Tailrace itself. */
    public static NewEvent of(String migration, EventType type, String once) {
        return new NewEvent(migration, null, type, once, TAILRACE, null, JsonNodeFactory.instance.objectNode());
    }

    /** One of a table, by Tailrace itself. */
    public static NewEvent of(TableRef table, EventType type, String once) {
        return new NewEvent(
                table.migration(), table.name(), type, once, TAILRACE, null, JsonNodeFactory.instance.objectNode());
    }

    /** The same, done by someone. */
    public NewEvent by(String who) {
        return new NewEvent(migration, table, type, once, who, outcome, payload);
    }

    /** The same with what came of it. */
    public NewEvent ending(String how) {
        return new NewEvent(migration, table, type, once, actor, how, payload);
    }

    /** The same with a field more in its payload. */
    public NewEvent with(String field, String value) {
        return new NewEvent(
                migration, table, type, once, actor, outcome, payload.deepCopy().put(field, value));
    }

    /** The same with a payload. */
    public NewEvent with(ObjectNode whole) {
        return new NewEvent(migration, table, type, once, actor, outcome, whole);
    }
}
