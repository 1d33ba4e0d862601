package dev.tailrace.activities.postgres.guard;

import static java.util.stream.Collectors.joining;

import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * The statements that guard one target table and record its writes. Rows are guarded and recorded one by one: on a partitioned table such
 * triggers come with partitions that are made or attached later, and fire for statements on a partition. ALWAYS: whatever
 * {@code session_replication_role} says. Immutable; thread-safe.
 */
final class GuardSql {
    /** Refuses rows unless the target owns the data. */
    static final String GUARD = "tailrace_guard";

    /** Writes keys to the outbox while the target owns the data (R10). */
    static final String RECORDER = "tailrace_recorder";

    /** Refuses TRUNCATE. */
    static final String TRUNCATE = "tailrace_truncate";

    static final int TRIGGERS = 3;

    /** Types whose text is the same whatever a session has set. */
    private static final Set<String> FIXED =
            Set.of("text", "smallint", "integer", "bigint", "numeric", "boolean", "uuid");

    /**
     * Under the ownership lock, and in a later statement than it (R9). Postgres prints the keys as {@code ColumnType.canonical} reads them.
     * The guard's check of an old snapshot is repeated, so that each trigger is right by itself.
     * An expression takes the lock, and not a statement, for speed.
     */
    private static final String BODY = """

            DECLARE
              locked boolean;
            BEGIN
              locked := pg_advisory_xact_lock_shared(2047965903, %1$d) is not null;
              IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
                PERFORM tailrace.owner_of(%1$d);
              END IF;
              INSERT INTO tailrace.outbox (table_id, target, old_key, new_key%2$s)
              SELECT %1$d, %3$s,
                     CASE WHEN tg_op <> 'INSERT' THEN jsonb_build_object(%4$s) END,
                     CASE WHEN tg_op <> 'DELETE' THEN jsonb_build_object(%5$s) END%6$s
                FROM tailrace.ownership o WHERE o.table_id = %1$d AND o.recording;
              RETURN NULL;
            END
            """;

    private final long id;
    private final RowTable table;
    private final List<Column> recorded;
    private final String name;
    private final String recorder;

    /** @param target one of the table's */
    GuardSql(LoadedTable source, RowTable target) {
        this.id = source.id();
        this.table = target;
        recorded = recorded(source.mapper(), target);
        name = Identifiers.qualified(source.schema(), table.name());
        recorder = Identifiers.qualified("tailrace", Identifiers.cut(prefix(id) + table.name()));
    }

    /** The key's, and of rows that are born at the target what else their source keys are made of (R10). */
    private static List<Column> recorded(Mapper mapper, RowTable target) {
        return mapper instanceof ReversibleMapper reversible
                ? reversible.ways().stream()
                        .filter(way -> way.table().name().equals(target.name()))
                        .flatMap(way -> way.recorded().stream())
                        .map(target.columns()::get)
                        .toList()
                : target.key();
    }

    /** The names of the columns that it records, those of the key first. */
    String[] recorded() {
        return recorded.stream().map(Column::name).toArray(String[]::new);
    }

    /** How the recorders of a source table's targets begin. */
    static String prefix(long id) {
        return "record_" + id + "_";
    }

    long id() {
        return id;
    }

    RowTable table() {
        return table;
    }

    /** With its schema, quoted. */
    String name() {
        return name;
    }

    /** The recorder's function, as {@code to_regprocedure} takes it. */
    String recorder() {
        return recorder + "()";
    }

    /** What the recorder's function does, as {@code pg_proc.prosrc} has it. */
    String body() {
        boolean owned = table.isOwned();
        var sourceKey = Identifiers.quote(RowTable.SOURCE_KEY);
        return BODY.formatted(
                id,
                owned ? ", old_source_key, new_source_key" : "",
                literal(table.name()),
                cells("old"),
                cells("new"),
                owned ? ",\n         old." + sourceKey + ", new." + sourceKey : "");
    }

    private String cells(String row) {
        return recorded.stream()
                .map(c -> literal(c.name()) + ", " + row + "." + Identifiers.quote(c.name()) + "::text")
                .collect(joining(", "));
    }

    String createRecorder() {
        var body = body();
        var tag = "$tailrace$";
        for (int i = 1; body.contains(tag); i++) {
            tag = "$tailrace" + i + "$";
        }
        // Each setting costs a write of a row something, so only those that the columns need.
        boolean fixed = recorded.stream().map(Column::type).allMatch(t -> FIXED.contains(t.cast()));
        return "create or replace function " + recorder + "() returns trigger language plpgsql security definer"
                + " set search_path = pg_catalog, pg_temp"
                + (fixed ? "" : " set timezone = 'UTC' set datestyle = 'ISO, MDY' set bytea_output = 'hex'")
                + " as " + tag + body + tag;
    }

    /** Whether the recorder's function is there as this version makes it. */
    boolean isRecorderThere(DSLContext sql) {
        return sql.fetch("select prosrc from pg_proc where oid = to_regprocedure(?) and prosecdef", recorder()).stream()
                .anyMatch(row -> body().equals(row.get(0, String.class)));
    }

    /** @param role the engine's */
    List<String> makeRowTriggers(String role) {
        return List.of(
                "create trigger %s before insert or update or delete on %s for each row when (%s) execute function tailrace.guard('%d')"
                        .formatted(GUARD, name, unlessEngine(role), id),
                "create trigger %s after insert or update or delete on %s for each row when (%s) execute function %s"
                        .formatted(RECORDER, name, unlessEngine(role), recorder()),
                "alter table %s enable always trigger %s, enable always trigger %s".formatted(name, GUARD, RECORDER));
    }

    /** @param relation the table or a partition of it: statement triggers do not come with partitions */
    List<String> makeTruncateTrigger(String relation, String role) {
        return List.of(
                "create trigger %s before truncate on %s for each statement when (%s) execute function tailrace.guard_truncate('%d')"
                        .formatted(TRUNCATE, relation, unlessEngine(role), id),
                "alter table only %s enable always trigger %s".formatted(relation, TRUNCATE));
    }

    static String drop(String trigger, String relation) {
        return "drop trigger if exists " + trigger + " on " + relation;
    }

    /**
     * The engine is known by the role that it logs in as, which others cannot take on, and by what each of its transactions states: so an
     * application that logs in as the same role is guarded and recorded as any other.
     */
    private static String unlessEngine(String role) {
        return "session_user operator(pg_catalog.<>) %s::pg_catalog.name".formatted(literal(role))
                + " or coalesce(pg_catalog.current_setting('tailrace.origin', true), '') operator(pg_catalog.<>) 'forward'";
    }

    /** Whatever standard_conforming_strings says: a function's body is read in the session that fires it. */
    private static String literal(String text) {
        var quoted = "'" + text.replace("'", "''") + "'";
        return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
    }
}
