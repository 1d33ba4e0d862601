package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapper;
import java.util.List;

/**
 * A mapper of one's own, in place of a file's rules. A jar names it in
 * {@code META-INF/services/dev.tailrace.mappers.plugin.MapperPlugin} and lies in the workers' plugin folder; the class is public
 * and has a public constructor without parameters; one instance serves a worker, from any thread. It sees the JDK, the packages below {@code dev.tailrace.mappers} and its own jar.
 */
public interface MapperPlugin {
    /** The name by which files ask for it; unique in the folder. Never null. */
    default String name() {
        return getClass().getName();
    }

    /** Its version, for people: in the plan, and in the audit trail next to the digest of the jar. Never null. */
    String version();

    /** The options that a file may give it, each name once. Never null. */
    default List<Option> options() {
        return List.of();
    }

    /**
     * The mapper of one source table. Called some times per worker and table, from any thread; all mappers of the same key and options
     * map alike. It is used by many threads at once.
     *
     * @param keys the source table's key
     * @param options checked against {@link #options}, with the defaults filled in
     * @throws IllegalArgumentException if the key or the options do not fit; its message is shown to the operator
     */
    Mapper create(KeySchema keys, Options options);
}
