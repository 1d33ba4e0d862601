package dev.tailrace.activities.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A connection of one actor; of no actor: just a connection. */
final class SteppedConnection implements InvocationHandler {
    private static final double IMPATIENT = 0.3;

    /** R4: by this each transaction of the engine begins ({@link dev.tailrace.activities.lane.Transaction#begin}). */
    private static final String BEGIN = "set transaction isolation level ";

    /** What becomes of a connection that is closed. */
    interface Return {
        void giveBack(Connection connection) throws SQLException;
    }

    private final Connection real;
    private final Return home;
    private final @Nullable Actor actor = Actor.current();
    private final int backend;
    private boolean inTransaction;
    private boolean closed;
    private boolean waited;

    private SteppedConnection(Connection real, Return home) throws SQLException {
        this.real = real;
        this.home = home;
        backend = real.unwrap(PGConnection.class).getBackendPID();
    }

    static Connection of(Connection real, Return home) throws SQLException {
        return proxy(Connection.class, new SteppedConnection(real, home));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "commit" -> commit();
            case "rollback" -> rollback(method, args);
            case "prepareStatement" -> {
                var sql = change((String) args[0]);
                args[0] = sql;
                yield statement(PreparedStatement.class, call(real, method, args), sql);
            }
            case "createStatement" -> statement(Statement.class, call(real, method, args), "");
            default -> call(real, method, args);
        };
    }

    private @Nullable Object rollback(Method method, Object @Nullable [] toSavepoint) throws SQLException {
        var result = call(real, method, toSavepoint);
        if (toSavepoint == null) {
            over();
        }
        return result;
    }

    private @Nullable Object close() throws SQLException {
        if (!closed) {
            closed = true;
            over();
            home.giveBack(real);
        }
        return null;
    }

    private @Nullable Object commit() throws SQLException {
        if (actor != null && inTransaction) {
            actor.step("commit");
        }
        run(() -> {
            real.commit();
            return null;
        });
        boolean ended = inTransaction;
        over();
        waited = false;
        if (actor != null && ended) {
            actor.step("committed");
        }
        return null;
    }

    private void over() {
        if (inTransaction && actor != null) {
            inTransaction = false;
            actor.finished();
            actor.waitsByTheClock(false);
        }
    }

    private String change(String sql) {
        return actor == null ? sql : actor.plan().breakage().change(actor.task.work(), waits(sql));
    }

    /** Time is the scheduler's: a taker loses its patience by the seed, and whom it terminates is dead at once. */
    private String waits(String sql) {
        if (sql.startsWith("set local lock_timeout") && actor != null) {
            boolean impatient = !waited && actor.plan().fine() && actor.draw() < IMPATIENT;
            waited = true;
            actor.waitsByTheClock(impatient);
            return "set local lock_timeout = " + (impatient ? 20 : 0);
        }
        return sql.replace("pg_terminate_backend(l.backend_pid)", "pg_terminate_backend(l.backend_pid, 5000)");
    }

    private <T extends Statement> T statement(Class<T> type, Object statement, String prepared) {
        return proxy(type, (proxy, method, args) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, args);
            }
            var sql = prepared;
            if (args != null) {
                sql = change((String) args[0]);
                args[0] = sql;
            }
            return execute(sql, () -> call(statement, method, args));
        });
    }

    private @Nullable Object execute(String sql, Body body) throws Throwable {
        if (actor == null) {
            return body.run();
        }
        actor.step(sql);
        if (!inTransaction) {
            if (!sql.startsWith(BEGIN)) {
                throw new IllegalStateException("A transaction begins without its settings: " + sql);
            }
            inTransaction = true;
            actor.began();
        }
        try {
            return run(body);
        } finally {
            if (actor.plan().breakage().commitsAfter(actor.task.work(), sql)) {
                real.commit();
            }
        }
    }

    private interface Body {
        @Nullable
        Object run() throws SQLException;
    }

    private @Nullable Object run(Body body) throws SQLException {
        if (actor == null) {
            return body.run();
        }
        int outer = actor.backend();
        actor.runsOn(backend);
        try {
            return body.run();
        } finally {
            actor.runsOn(outer);
        }
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] args) throws SQLException {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
