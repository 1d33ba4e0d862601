package dev.tailrace.activities.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.ControlSchema;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.RegistrationEvents;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.plugin.PinnedMapper;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.activities.table.Bindings;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Checks a migration file and records the migration. Thread-safe. */
final class Registrar {
    private final Stores stores;
    private final boolean searchAttributes;

    Registrar(Stores stores, boolean searchAttributes) {
        this.stores = stores;
        this.searchAttributes = searchAttributes;
    }

    /** @param problem why nothing is recorded, null if all is; @param trail the newest event of it */
    private record Recorded(
            @Nullable Problem problem, @Nullable TrailHead trail) {
        static Recorded not(Problem why) {
            return new Recorded(why, null);
        }
    }

    Registered register(Registration request) throws SQLException {
        return switch (FileReader.read(request.file())) {
            case FileAnswer.Refused refused -> new Registered.Refused(refused.plain(), searchAttributes);
            case FileAnswer.Ok ok -> register(request, ok);
        };
    }

    private Registered register(Registration request, FileAnswer.Ok file) throws SQLException {
        var spec = file.spec();
        if (!spec.name().equals(request.workflowId())) {
            return new Registered.Refused(
                    List.of(Problem.of(
                            Code.F004,
                            "the file's name is " + spec.name() + ", the workflow's id is " + request.workflowId(),
                            "a migration's name is its workflow id, so that there is one of it",
                            "Start it with --workflow-id " + spec.name() + ", or change the name in the file.")),
                    searchAttributes);
        }
        var reference = spec.control().reference();
        var control = stores.postgres(reference);
        ControlSchema.migrate(control);
        var format = ControlSchema.check(control);
        if (format != null) {
            return new Registered.Waiting(new Turn.Blocked(format), searchAttributes);
        }
        Map<String, Plugins.Found> plugins;
        try {
            plugins = plugins(spec);
        } catch (ProblemException unusable) {
            return new Registered.Refused(List.of(unusable.problem()), searchAttributes);
        }
        var here = stores.identity(reference);
        var recorded = Transaction.run(
                control, Commit.REGISTERED, c -> record(c, request, spec, file.json(), file.digest(), plugins, here));
        if (recorded.problem() != null) {
            return refused(recorded.problem());
        }
        var refs = spec.tables().stream()
                .map(t -> new TableRef(spec.name(), t.from(), reference))
                .toList();
        return new Registered.Accepted(refs, file.digest(), here, searchAttributes, recorded.trail());
    }

    /** A worker that was led to the wrong database can be led to the right one; whatever else is refused is so for good. */
    private Registered refused(Problem problem) {
        return problem.code().equals(Code.T014.id())
                ? new Registered.Waiting(new Turn.Blocked(problem), searchAttributes)
                : new Registered.Refused(List.of(problem), searchAttributes);
    }

    /** By source table. */
    private Map<String, Plugins.Found> plugins(MigrationSpec spec) {
        var plugins = new TreeMap<String, Plugins.Found>();
        for (var table : spec.tables()) {
            if (table.mapper() instanceof MapperSpec.Plugin plugin) {
                plugins.put(table.from(), stores.plugins().find(plugin.name()));
            }
        }
        return plugins;
    }

    /**
     * I9: the same file is a resume. Another one is refused once a pass was opened, since rows were made by the first one's mapping; before
     * that it replaces it, also after an abort: a mistake in the file does not cost the name.
     */
    private static Recorded record(
            Connection connection,
            Registration request,
            MigrationSpec spec,
            JsonNode json,
            String digest,
            Map<String, Plugins.Found> plugins,
            String here)
            throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        sql.execute("""
                insert into tailrace.migration (name, workflow_id, file, digest) values (?, ?, ?::jsonb, ?)
                on conflict (name) do nothing""", spec.name(), request.workflowId(), json.toString(), digest);
        var elsewhere = Bindings.bind(connection, spec.name(), here);
        if (elsewhere != null) {
            return Recorded.not(elsewhere);
        }
        var known = sql.fetchSingle(
                "select digest, aborted_at is not null from tailrace.migration where name = ? for update", spec.name());
        boolean aborted = known.get(1, Boolean.class);
        boolean changed = !digest.equals(known.get(0, String.class));
        if ((aborted || changed) && hasCopied(sql, spec.name())) {
            return Recorded.not(
                    aborted
                            ? Problem.of(
                                    Code.F011,
                                    "migration " + spec.name(),
                                    "its passes are closed and its audit trail is complete")
                            : Problem.of(
                                    Code.F010,
                                    "migration " + spec.name(),
                                    "the mapping or an option may differ from what was copied"));
        }
        if (aborted || changed) {
            replace(connection, spec, json, digest, plugins);
        }
        for (var table : spec.tables()) {
            var plugin = plugins.get(table.from());
            var jar = plugin == null ? null : plugin.digest();
            sql.execute("""
                    insert into tailrace.source_table (migration, name, plugin) values (?, ?, ?)
                    on conflict (migration, name) do nothing""", spec.name(), table.from(), jar);
            var pinned = sql.fetchSingle(
                            "select plugin from tailrace.source_table where migration = ? and name = ?",
                            spec.name(),
                            table.from())
                    .get(0, String.class);
            if (!Objects.equals(pinned, jar)) {
                return Recorded.not(PinnedMapper.changed(table.mapper()));
            }
        }
        return new Recorded(null, RegistrationEvents.append(connection, spec.name(), payload(digest, plugins)));
    }

    /** Whether a pass was ever opened. The caller has the trail locked, as who opens one does. */
    private static boolean hasCopied(DSLContext sql, String migration) {
        return sql.fetchSingle("""
                        select exists (select 1 from tailrace.pass p join tailrace.source_table t on t.id = p.table_id
                                        where t.migration = ?)""", migration).get(0, Boolean.class);
    }

    /** Tables of the file before keep what an abort needs; those that it lacks are forgotten. */
    private static void replace(
            Connection connection, MigrationSpec spec, JsonNode json, String digest, Map<String, Plugins.Found> plugins)
            throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        sql.execute(
                "update tailrace.migration set file = ?::jsonb, digest = ?, aborted_at = null where name = ?",
                json.toString(),
                digest,
                spec.name());
        sql.execute("""
                delete from tailrace.target_table
                 where table_id in (select id from tailrace.source_table where migration = ?)""", spec.name());
        sql.execute(
                "delete from tailrace.source_table where migration = ? and not stream_enabled_by_us and name <> all(?)",
                spec.name(),
                spec.tables().stream().map(TableSpec::from).toArray(String[]::new));
        sql.execute("""
                update tailrace.source_table
                   set phase = 'PLANNED', plugin = null, quarantine_accepted = 0, copy_paused = false, capture_paused = false,
                       units_per_second = null, copy_window = null
                 where migration = ?""", spec.name());
        plugins.forEach((table, found) -> sql.execute(
                "update tailrace.source_table set plugin = ? where migration = ? and name = ?",
                found.digest(),
                spec.name(),
                table));
        var events = sql.fetchSingle("select count(*) from tailrace.audit where migration = ?", spec.name())
                .get(0, Long.class);
        Audit.append(
                connection,
                NewEvent.of(spec.name(), EventType.FILE_REPLACED, "registered/" + events)
                        .with("digest", digest));
    }

    /** With what its tables are mapped, where it is no rules. */
    private static ObjectNode payload(String digest, Map<String, Plugins.Found> plugins) {
        var payload = JsonNodeFactory.instance.objectNode().put("digest", digest);
        plugins.forEach((table, found) -> payload.withObject("/plugins")
                .putObject(table)
                .put("name", found.plugin().name())
                .put("version", found.plugin().version())
                .put("jar", found.jar())
                .put("sha256", found.digest()));
        return payload;
    }
}
