package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.Reference;
import java.util.ArrayList;
import java.util.List;

/** What the way to the target needs besides the grants, for the operator to see to before a start. */
final class TargetNeeds {
    private TargetNeeds() {}

    /** A sentence each; none where a URL says all. */
    static List<String> of(Database database) {
        return switch (database) {
            case Database.Url url
            when Database.RDS_IAM.equals(url.password()) ->
                List.of(
                        "Each connection logs in with a token of IAM, which the worker signs itself and RDS takes for 15 minutes.",
                        "The workers' AWS role needs rds-db:connect for the URL's user.",
                        "The Postgres role needs: grant rds_iam to it. It is then refused with a password.");
            case Database.Url url -> password(url);
            case Database.Lakebase lakebase -> lakebase(lakebase);
        };
    }

    private static List<String> password(Database.Url url) {
        var secret = url.password() == null ? url.url() : url.password();
        return Reference.changes(secret)
                ? List.of(secret
                        + " is read again for each connection: its password may change while the migration runs.")
                : List.of();
    }

    private static List<String> lakebase(Database.Lakebase lakebase) {
        var needs = new ArrayList<String>();
        needs.add(
                "Lakebase %s: each worker needs DATABRICKS_HOST and credentials of one identity, by the SDK's usual chain."
                        .formatted(lakebase.resource()));
        needs.add("The identity needs CAN USE on the %s, to be told its host and to be given tokens."
                .formatted(lakebase.isEndpoint() ? "project" : "instance"));
        needs.add(
                "It needs a Postgres role of its own name there: select databricks_create_role('%s', '%s'), in the database."
                        .formatted(
                                lakebase.user() == null ? "its e-mail address or application id" : lakebase.user(),
                                "SERVICE_PRINCIPAL or USER"));
        needs.add("A token lives an hour and is renewed 5 minutes before; connections are replaced after 45 minutes.");
        needs.add(
                "Connections are encrypted%s; they go to the endpoint's own host, not the pooled one, 40 per worker at most."
                        .formatted(
                                lakebase.sslmode().equals("verify-full")
                                        ? ", and the server's certificate is checked"
                                        : ""));
        needs.add(
                "The migration is bound to this endpoint: a branch of it has the same control schema, and refuses to run it.");
        return needs;
    }
}
