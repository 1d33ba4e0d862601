package dev.tailrace.activities.postgres.ddl;

import dev.tailrace.mappers.mapping.Identifiers;

/** Functions in the target's schema. */
final class FunctionSql {
    private FunctionSql() {}

    /**
     * The statement that makes a function, or replaces it.
     *
     * @param signature its parameters, what it returns, its language
     */
    static String create(String schema, String name, String signature, String body) {
        var tag = "$tailrace$";
        for (int i = 1; body.contains(tag); i++) {
            tag = "$tailrace" + i + "$";
        }
        return "CREATE OR REPLACE FUNCTION %s%s AS %s\n%s%s"
                .formatted(qualified(schema, name), signature, tag, body, tag);
    }

    static String qualified(String schema, String name) {
        return Identifiers.qualified(schema, Identifiers.cut(name));
    }
}
