package dev.tailrace.activities.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.control.Audit;
import dev.tailrace.activities.control.Bindings;
import dev.tailrace.activities.control.Commit;
import dev.tailrace.activities.control.ControlSchema;
import dev.tailrace.activities.control.Transaction;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.activities.plugin.PinnedMapper;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.migration.TableActivities.Registered;
import dev.tailrace.workflows.migration.TableActivities.Registration;
import dev.tailrace.workflows.migration.TableRef;
import dev.tailrace.workflows.migration.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Checks a migration file and records the migration. Thread-safe. */
final class Registrar {
    private final Stores stores;
    private final boolean searchAttributes;

    Registrar(Stores stores, boolean searchAttributes) {
        this.stores = stores;
        this.searchAttributes = searchAttributes;
    }

    Registered register(Registration request) throws SQLException {
        return switch (FileReader.read(request.file())) {
            case FileAnswer.Refused refused -> new Registered.Refused(refused.plain());
            case FileAnswer.Ok ok -> register(request, ok);
        };
    }

    private Registered register(Registration request, FileAnswer.Ok file) throws SQLException {
        var spec = file.spec();
        if (!spec.name().equals(request.workflowId())) {
            return new Registered.Refused(List.of(Problem.of(
                    Code.F004,
                    "the file's name is " + spec.name() + ", the workflow's id is " + request.workflowId(),
                    "a migration's name is its workflow id, so that there is one of it",
                    "Start it with --workflow-id " + spec.name() + ", or change the name in the file.")));
        }
        var reference = spec.target().reference();
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
            return new Registered.Refused(List.of(unusable.problem()));
        }
        var here = stores.identity(reference);
        var problem = Transaction.run(
                control, Commit.REGISTERED, c -> record(c, request, spec, file.json(), file.digest(), plugins, here));
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        var refs = spec.tables().stream()
                .map(t -> new TableRef(spec.name(), t.from(), reference))
                .toList();
        return new Registered.Accepted(refs, file.digest(), here, searchAttributes);
    }

    /** A worker that was led to the wrong database can be led to the right one; whatever else is refused is so for good. */
    private Registered refused(Problem problem) {
        return problem.code().equals(Code.T014.id())
                ? new Registered.Waiting(new Turn.Blocked(problem), searchAttributes)
                : new Registered.Refused(List.of(problem));
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

    /** I9: the same file is a resume, another one is refused. */
    private static Optional<Problem> record(
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
            return Optional.of(elsewhere);
        }
        var known = sql.fetchSingle(
                "select digest, aborted_at is not null from tailrace.migration where name = ? for update", spec.name());
        if (known.get(1, Boolean.class)) {
            return Optional.of(Problem.of(
                    Code.F011, "migration " + spec.name(), "its passes are closed and its audit trail is complete"));
        }
        if (!digest.equals(known.get(0, String.class))) {
            return Optional.of(Problem.of(
                    Code.F010, "migration " + spec.name(), "the mapping or an option may differ from what was copied"));
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
                return Optional.of(PinnedMapper.changed(table.mapper()));
            }
        }
        Audit.append(connection, spec.name(), "registered", "tailrace", "Registered", null, payload(digest, plugins));
        return Optional.empty();
    }

    /** With what its tables are mapped, where it is no rules. */
    private static String payload(String digest, Map<String, Plugins.Found> plugins) {
        var payload = JsonNodeFactory.instance.objectNode().put("digest", digest);
        plugins.forEach((table, found) -> payload.withObject("/plugins")
                .putObject(table)
                .put("name", found.plugin().name())
                .put("version", found.plugin().version())
                .put("jar", found.jar())
                .put("sha256", found.digest()));
        return payload.toString();
    }
}
