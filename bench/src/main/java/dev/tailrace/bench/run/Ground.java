package dev.tailrace.bench.run;

import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.MigrationProgress;
import dev.tailrace.embedded.run.Operator;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.DatabaseAddress;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** An empty database to migrate into, with an operator and a view of the control schema. Not thread-safe. */
public final class Ground implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String SCHEMA = "bench";
    private static final long SEED = 6;
    private static final long WARM_BYTES = 64 << 20;
    private static final int WARM_SEGMENTS = 16;

    private final Stack stack;
    private final FreshDatabase database;
    private final Connection connection;
    private final ControlView control;
    private final Operator operator;

    private Ground(Stack stack) throws SQLException {
        this.stack = stack;
        this.database = stack.freshDatabase();
        this.connection = database.address().connect();
        this.control = ControlView.open(database.address());
        this.operator = Operator.connect(stack.addresses());
    }

    public static Ground open(Stack stack) throws SQLException {
        return new Ground(stack);
    }

    public DatabaseAddress address() {
        return database.address();
    }

    public Operator operator() {
        return operator;
    }

    /** Of a worker that migrates to here. */
    public Map<String, String> environment() {
        return stack.addresses().environment(database.address());
    }

    /** One by the launcher, closed by the caller. */
    public Worker worker(String options) throws IOException {
        return Worker.start(environment(), options);
    }

    /** Migrates another table first, so that what is measured then is not how long the worker's compiler takes. */
    public void warmUp(Size size) {
        var small = new Size(1, WARM_BYTES / size.bytes(), size.bytes(), WARM_SEGMENTS, size.window());
        var name = Stack.unique("warm");
        var table = sized("Warm", small);
        try (var source = Source.create(stack.dynamoDb(), table, small.items(), SEED)) {
            start(name, table);
            awaitEqual(name);
            abort(name);
        }
    }

    /** A table of that size, not yet made. */
    public static Sized sized(String prefix, Size size) {
        return new Sized(SCHEMA, Stack.unique(prefix), size.bytes(), size.segments(), size.window());
    }

    /** Starts a migration of the scenarios, of which nothing holds back the copy. */
    public void start(String name, Scenario... scenarios) {
        operator.start(new MigrationFile(name, List.of(scenarios), OptionalDouble.empty()));
    }

    /** Until the last verification of every table found it equal. */
    public void awaitEqual(String migration) {
        await(migration, "READY and EQUAL", MigrationProgress::allReadyAndEqual);
    }

    public void await(String migration, String what, Predicate<MigrationProgress> good) {
        Await.until(
                what + ", migration " + migration, LIMIT, () -> new MigrationProgress(control.tables(migration)), good);
    }

    /** The migration of one table. */
    public TableView table(String migration) throws SQLException {
        return control.tables(migration).getFirst();
    }

    public Trail trail(String migration) {
        return new Trail(database.address(), migration);
    }

    /** Ends the migration and waits until it has ended: its change capture is no load any more. */
    public void abort(String migration) {
        operator.verb(migration, "abort", Map.of("by", "bench"));
        operator.result(migration);
    }

    /** The one number that a statement selects; NaN for null. */
    public double number(String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (var row = select.executeQuery()) {
                row.next();
                double number = row.getDouble(1);
                return row.wasNull() ? Double.NaN : number;
            }
        }
    }

    /** The one text that a statement selects. */
    public String text(String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql);
                var row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        operator.close();
        control.close();
        connection.close();
        database.close();
    }
}
