package dev.tailrace.activities.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.lane.ControlSchema;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads what the control schema knows of a migration, in read-only transactions: no worker is needed, and nothing changes. Its
 * methods throw {@link ProblemException}: the reference leads nowhere here (F008), the database cannot be reached or read (T…),
 * or it does not know the migration (W004). Not thread-safe.
 */
public final class ControlReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stores stores;
    private final DataSource control;
    private final String reference;
    private final String migration;

    /** @param reference of the database that holds the control schema; resolved where this process runs */
    public ControlReader(String reference, String migration) {
        this.stores = new Stores();
        this.reference = reference;
        this.migration = migration;
        try {
            this.control = stores.postgres(reference);
        } catch (ProblemException unresolved) {
            stores.close();
            var problem = unresolved.problem();
            if (problem.code().equals(Code.F007.id())) {
                // What was given is no reference, so it may be a secret: it is not said again.
                throw unresolved;
            }
            throw new ProblemException(new Problem(
                    problem.code(),
                    problem.what(),
                    problem.why(),
                    "The control schema is read from here: set " + reference + " here too, as the worker has it."));
        }
    }

    /**
     * The quarantine of a migration's tables, in the file's order.
     *
     * @param tables source tables; empty for all
     * @param most items of a table that are told one by one
     */
    public List<QuarantinedTable> quarantine(List<String> tables, int most) {
        return read(connection -> {
            var found = new ArrayList<QuarantinedTable>();
            for (var table : named(file(connection), tables)) {
                found.add(QuarantineRows.read(connection, migration, table, most));
            }
            return found;
        });
    }

    /** The tables named, in the file's order; all for none. */
    List<TableSpec> named(MigrationSpec spec, List<String> tables) {
        var unknown = tables.stream()
                .filter(name -> spec.tables().stream().noneMatch(t -> t.from().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problem.of(
                    Code.W002,
                    "migration %s has no table %s".formatted(migration, String.join(", ", unknown)),
                    "it has "
                            + String.join(
                                    ", ",
                                    spec.tables().stream().map(TableSpec::from).toList())));
        }
        return spec.tables().stream()
                .filter(table -> tables.isEmpty() || tables.contains(table.from()))
                .toList();
    }

    /** The audit trail, the oldest event first. */
    public List<AuditEvent> history() {
        return read(connection -> {
            file(connection);
            var events = new ArrayList<AuditEvent>();
            try (var query = connection.prepareStatement("""
                    select seq, at, actor, type, table_name, payload::text
                      from tailrace.audit where migration = ? order by seq""")) {
                query.setString(1, migration);
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        events.add(new AuditEvent(
                                rows.getLong(1),
                                instant(rows, 2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                json(rows.getString(6))));
                    }
                }
            }
            return events;
        });
    }

    /** What is read of a migration that the control schema knows, in one transaction that sees one moment and cannot write. */
    public interface MigrationReading<T> {
        T of(Connection connection, MigrationSpec spec) throws SQLException;
    }

    /** Reads what a caller wants of the migration. */
    public <T> T ofMigration(MigrationReading<T> reading) {
        return read(connection -> reading.of(connection, file(connection)));
    }

    /** A source table of the migration with both its stores, which are asked from here. */
    public LoadedTable table(String name) {
        return new LoadedTables(stores).get(new TableRef(migration, name, reference));
    }

    /** The database of the control schema, for what is more than reading. */
    public DataSource database() {
        return control;
    }

    /** The migration's name. */
    public String migration() {
        return migration;
    }

    /**
     * The audit trail's lines as they are stored, the oldest first; at least one. Asks for nothing but the trail and the schema's format, so a
     * role that may read these two is enough.
     */
    public List<String> trail() {
        return read(connection -> {
            var lines = new ArrayList<String>();
            try (var query =
                    connection.prepareStatement("select line from tailrace.audit where migration = ? order by seq")) {
                query.setString(1, migration);
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
            if (lines.isEmpty()) {
                throw unknown();
            }
            return lines;
        });
    }

    private MigrationSpec file(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select file::text from tailrace.migration where name = ?")) {
            query.setString(1, migration);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw unknown();
                }
                return switch (FileReader.read(json(rows.getString(1)))) {
                    case FileAnswer.Ok ok -> ok.spec();
                    case FileAnswer.Refused refused ->
                        throw new ProblemException(refused.plain().getFirst());
                };
            }
        }
    }

    static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read JSON of the control schema", e);
        }
    }

    interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    <T> T read(Reading<T> reading) {
        try {
            return Transaction.snapshot(control, connection -> {
                if (!exists(connection)) {
                    throw unknown();
                }
                var format = ControlSchema.check(control);
                if (format != null) {
                    throw new ProblemException(format);
                }
                return reading.of(connection);
            });
        } catch (SQLException e) {
            throw new ProblemException(unreadable(e));
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select to_regclass('tailrace.audit') is not null");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private ProblemException unknown() {
        return new ProblemException(Problem.of(
                Code.W004,
                "migration " + migration + ": the control schema behind " + reference + " does not know it",
                "it was not registered there yet, or " + reference
                        + " leads to another database here than at the worker",
                "See that " + reference + " has the same value here as where the worker runs."));
    }

    /** What it means that the database does not answer here. */
    public Problem unreadable(SQLException e) {
        var problem = FailureClassifier.problem(e, "the control schema behind " + reference + ", read from here");
        return new Problem(
                problem.code(),
                problem.what(),
                problem.why(),
                "Run this where " + reference + " leads to the database that the worker uses, and can be reached.");
    }

    @Override
    public void close() {
        stores.close();
    }
}
