package dev.tailrace.workflows.stage;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers told in advance, per activity and table; the usual one where none is told. One that is a {@link Supplier} is asked for
 * its answer, and may take its time. Thread-safe.
 */
public final class Script {
    /** By these names activities are told what to answer. A test that names none of them would prove nothing. */
    private static final Set<String> ACTIVITIES = Stream.of(FakeWorld.class.getInterfaces())
            .flatMap(contract -> Stream.of(contract.getMethods()))
            .map(Method::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Deque<Object>> once = new HashMap<>();
    private final Map<String, Object> always = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();

    /** The next calls give these answers, one each. */
    public synchronized void next(String activity, String table, Object... answers) {
        for (var answer : answers) {
            once.computeIfAbsent(key(activity, table), key -> new ArrayDeque<>())
                    .add(answer);
        }
    }

    /** Every call gives this answer until {@link #usual}. */
    public synchronized void always(String activity, String table, Object answer) {
        always.put(key(activity, table), answer);
    }

    /** The usual answers again. */
    public synchronized void usual(String activity, String table) {
        always.remove(key(activity, table));
    }

    /** How often an activity was called. */
    public synchronized int calls(String activity, String table) {
        return calls.getOrDefault(key(activity, table), 0);
    }

    @SuppressWarnings("unchecked")
    <T> T answer(String activity, String table, Supplier<T> usual) {
        var told = told(key(activity, table));
        var answer = told instanceof Supplier<?> slow ? slow.get() : told;
        if (answer instanceof RuntimeException failure) {
            throw failure;
        }
        return answer == null ? usual.get() : (T) answer;
    }

    private synchronized @Nullable Object told(String key) {
        calls.merge(key, 1, Integer::sum);
        var told = once.getOrDefault(key, new ArrayDeque<>()).poll();
        return told == null ? always.get(key) : told;
    }

    private static String key(String activity, String table) {
        if (!ACTIVITIES.contains(activity)) {
            throw new IllegalArgumentException("No activity is called " + activity);
        }
        return activity + " " + table;
    }
}
