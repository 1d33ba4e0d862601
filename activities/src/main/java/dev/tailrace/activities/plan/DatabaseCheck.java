package dev.tailrace.activities.plan;

import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Whether a database does, and what its user lacks there. */
final class DatabaseCheck {
    private static final int OLDEST = 150_000;

    private static final String FACTS = """
            select current_setting('server_version_num')::int as version,
                   current_setting('server_version') as version_text,
                   current_setting('server_encoding') as encoding,
                   pg_is_in_recovery() as standby,
                   current_user::text as who,
                   current_database()::text as database,
                   has_database_privilege(current_database(), 'CREATE') as creates_schemas,
                   has_database_privilege(current_database(), 'TEMP') as temporary,
                   to_regnamespace('tailrace') is not null as control_exists,
                   coalesce(has_schema_privilege(to_regnamespace('tailrace')::oid, 'CREATE, USAGE'), false) as uses_control,
                   n.oid is not null as schema_exists,
                   coalesce(has_schema_privilege(n.oid, 'USAGE'), false) as uses_schema,
                   coalesce(has_schema_privilege(n.oid, 'CREATE'), false) as creates_tables
              from (select 1) as one left join pg_namespace n on n.nspname = ?""";

    private final Record facts;
    private final String schema;

    DatabaseCheck(DSLContext sql, String schema) {
        this.facts = sql.fetchSingle(FACTS, schema);
        this.schema = schema;
    }

    boolean schemaExists() {
        return is("schema_exists");
    }

    /** What makes the database itself unfit; mostly nothing. */
    List<Problem> unfit() {
        var facts = new ArrayList<String>();
        if (this.facts.get("version", Integer.class) < OLDEST) {
            facts.add("It is Postgres %s; 15 is the oldest that works.".formatted(text("version_text")));
        }
        if (!text("encoding").equals("UTF8")) {
            facts.add("Its encoding is %s; DynamoDB's text needs UTF8.".formatted(text("encoding")));
        }
        if (is("standby")) {
            facts.add("It is a standby, so it is read-only.");
        }
        return facts.isEmpty()
                ? List.of()
                : List.of(Problem.of(Code.T008, "database " + text("database"), String.join("\n", facts)));
    }

    /** @param creates whether target tables have to be made */
    List<Problem> lacks(boolean creates) {
        var grants = new ArrayList<String>();
        boolean makesSchema = creates && !schemaExists();
        if (!is("creates_schemas") && (makesSchema || !is("control_exists"))) {
            grants.add("GRANT CREATE ON DATABASE " + Identifiers.quote(text("database")));
        }
        if (!is("temporary")) {
            grants.add("GRANT TEMPORARY ON DATABASE " + Identifiers.quote(text("database")));
        }
        if (is("control_exists") && !is("uses_control")) {
            grants.add("GRANT CREATE, USAGE ON SCHEMA tailrace");
        }
        if (schemaExists() && !is("uses_schema")) {
            grants.add("GRANT USAGE ON SCHEMA " + Identifiers.quote(schema));
        }
        if (schemaExists() && creates && !is("creates_tables")) {
            grants.add("GRANT CREATE ON SCHEMA " + Identifiers.quote(schema));
        }
        return grants.isEmpty() ? List.of() : List.of(lacking(grants));
    }

    private Problem lacking(List<String> grants) {
        var statements = grants.stream()
                .map(grant -> "%s TO %s;".formatted(grant, Identifiers.quote(text("who"))))
                .toList();
        return Problem.of(
                Code.T005,
                "user %s in database %s".formatted(text("who"), text("database")),
                "It lacks what the fix grants.",
                String.join("\n", statements) + "\nThen run: tailrace retry NAME");
    }

    private boolean is(String fact) {
        return facts.get(fact, boolean.class);
    }

    private String text(String fact) {
        return Objects.requireNonNull(facts.get(fact, String.class), fact);
    }
}
