package dev.tailrace.activities.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A pool whose client dies before a certain one of its statements and commits, all connections counted together. */
final class CutShort {
    /** A death, which no one handles. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private CutShort() {}

    /** @param call the one that it dies before, from 1 */
    static DataSource before(DataSource pool, int call) {
        var made = new AtomicInteger();
        return (DataSource) Proxy.newProxyInstance(
                CutShort.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    var answer = invoke(pool, method, arguments);
                    return answer instanceof Connection connection ? cut(connection, made, call) : answer;
                });
    }

    private static Connection cut(Connection connection, AtomicInteger made, int call) {
        return (Connection) Proxy.newProxyInstance(
                CutShort.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    var name = method.getName();
                    boolean counted = name.startsWith("prepareStatement")
                            || name.equals("createStatement")
                            || name.equals("commit");
                    if (counted && made.incrementAndGet() == call) {
                        throw new Death();
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
