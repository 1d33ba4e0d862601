package dev.tailrace.activities.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How long the transaction of a connection may be idle, as Postgres says. */
final class IdleBound {
    private IdleBound() {}

    static String of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show idle_in_transaction_session_timeout")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The same connection; each commit first adds the bound that holds then. */
    static Connection atCommit(Connection real, List<String> bounds) {
        return (Connection) Proxy.newProxyInstance(
                IdleBound.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("commit")) {
                        bounds.add(of(real));
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
