package dev.tailrace.mappers.problem;

import java.util.Arrays;

/**
 * Every error code. Persisted: a constant is never renamed and never used for something else. The letter tells the area:
 * F file, M mapping, S source, T target, B backfill, C capture, Q quarantine, V verification, W steering, X internal.
 */
public enum Code {
    F001("The migration file cannot be read", "Check the path and the file's permissions."),
    F002(
            "The migration file is not valid YAML or JSON",
            "Correct the syntax at the place named; in YAML, text that has any of { } [ ] , : # belongs in quotes."),
    F003("Unknown field", "Remove it, or use the nearest valid name."),
    F004("Wrong type or value", "Write a value as the schema describes it."),
    F005("A required field is missing", "Add it."),
    F006("A feature that this version does not have yet", "Remove the field; it is refused rather than ignored."),
    F007("A secret stands in the file", "Use a reference: env:NAME or file:PATH."),
    F008("A reference cannot be resolved", "Set the environment variable or create the file where the worker runs."),
    F009("Two tables of the file collide", "Name each source table and each target table once."),
    F010(
            "The file differs from the one the migration was started with",
            "Start with the original file. To use this one, abort the migration and start it under another name: rows of the other"
                    + " are there."),
    F011("The migration was aborted after it had begun to copy", "Start it under another name."),
    F020("The items file cannot be read", "Check the path and the file's permissions."),
    F021(
            "The items file is not JSON",
            "Write it as aws dynamodb scan --output json, or an export to S3 in the format DYNAMODB_JSON, does."),
    F022(
            "That is no item in DynamoDB's JSON",
            "Write items as aws dynamodb scan --output json does: {\"PK\": {\"S\": \"…\"}, \"total\": {\"N\": \"12.5\"}}."),
    F023(
            "The source cannot hold such an item",
            "Correct the item: DynamoDB would refuse it, so no migration meets it."),

    M001("A template is not valid", "Write literals and {field} or {field:type} parts, separated by literals."),
    M002("The key cannot be given back", "Put every field of the source key's templates into the key."),
    M003("An unknown column type", "Use one of the types listed in the documentation."),
    M004("A column's type cannot be found", "State it: column: { type: … }."),
    M005("Two rules disagree about a target table", "Give them the same columns, types and key, or different tables."),
    M006("A name that Postgres does not take", "Choose another column or table name."),
    M007("Two columns have the same name", "Rename one of them."),
    M008(
            "A mapping that is not injective",
            "Make the target key determine the source key, or consent to a table that asks the source: owned: true."),
    M009("A rule that can never take an item", "Remove it, or move it before the rule that takes everything."),
    M010("An unknown source attribute in a key", "Use the table's key attributes, or fields of the templates."),
    M020("No rule takes the item", "Add a rule, or state else: skip."),
    M021("The key does not round-trip", "Map the field as text, or keep the item out with another rule."),
    M022("A value does not fit its column's type", "Change the column's type, or correct the item at the source."),
    M023(
            "A value that Postgres text cannot hold",
            "Correct the item at the source, or state nul in the mapping for U+0000."),
    M024("A key attribute is missing or NULL", "Correct the item at the source, or change the mapping's key."),
    M025(
            "The key is too long for a Postgres index",
            "Use shorter keys, or the key's digest in an owned table: { of: …, by: sha256, form: hex }."),
    M030(
            "The mapper plugin cannot be used",
            "Put its jar into the plugin folder of every worker (TAILRACE_PLUGINS), and give it the options that it declares."),
    M031(
            "The mapper plugin is not the one that the migration was started with",
            "Put the jar of before into the plugin folder, then: tailrace retry NAME; or abort and start under another name."),
    M032("The mapper plugin broke its contract", "Correct the plugin, and try it with the contract test kit."),

    S001(
            "The source table does not exist",
            "Create it, then: tailrace retry NAME. Or correct tables[].from and start the changed file, after an abort if it was started."),
    S002(
            "The source cannot be reached",
            "Nothing: it is tried again by itself. Check the region, the endpoint and the network."),
    S003(
            "The source refuses the credentials or the permission",
            "Correct the credentials, or grant the action that is named; then: tailrace retry NAME"),
    S004(
            "The table has no stream, and it may not be enabled",
            "Enable a stream with NEW_AND_OLD_IMAGES, then: tailrace retry NAME. Or state enableStream: true and start the changed file,"
                    + " after an abort if it was started."),
    S005(
            "The stream's view type is unsuitable",
            "Disable the stream and enable it with NEW_AND_OLD_IMAGES, which is a gap for its other readers; then: tailrace"
                    + " retry NAME"),
    S006("The source throttles", "Nothing: it is tried again by itself. Lower the capacity share to be gentler."),
    S007("The source table is not active", "Wait until it is ACTIVE; it is tried again by itself."),
    S008("The source refused a request", "Do what the service's words above ask for, then: tailrace retry NAME"),
    S009(
            "No AWS credentials were found",
            "Give them where it runs, as the AWS SDK finds them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or"
                    + " the machine's role; DynamoDB Local takes any. Start the worker again, then: tailrace retry NAME"),
    S010(
            "No AWS region was found",
            "State source.dynamodb.region, or set AWS_REGION and start the worker again, then: tailrace retry NAME"),
    S011(
            "What answers is not DynamoDB",
            "Nothing: it is tried again by itself. Check source.dynamodb.endpoint and streamsEndpoint, the variables"
                    + " AWS_ENDPOINT_URL…, and proxies in between."),

    T001("The target cannot be reached", "Nothing: it is tried again by itself. Check the URL and the network."),
    T002(
            "The target refuses the credentials",
            "Correct the credentials that the reference points to, then: tailrace retry NAME"),
    T003(
            "The target table is not empty",
            "Empty it, then: tailrace retry NAME. Or choose another table and start the changed file, after an abort if it was started."),
    T004("The target table has another shape", "Change it as listed, or drop it, then: tailrace retry NAME"),
    T005("The target lacks a permission", "Grant it as documented, then: tailrace retry NAME"),
    T006(
            "The control schema has another format",
            "Use the Tailrace version that made it, or a newer one that can migrate it."),
    T007("The target refused a statement", "Read the database's words; then: tailrace retry NAME"),
    T008(
            "The database does not do",
            "Start with a database of Postgres 15 or newer made with: create database … template template0 encoding 'UTF8';"
                    + " a migration that is on this one: tailrace abort NAME, then start it anew"),
    T009(
            "The target table belongs to another migration",
            "Abort the other one, then: tailrace retry NAME. Or choose another table and start the changed file, after an abort if it was"
                    + " started."),
    T010(
            "An index cannot be built",
            "Mend what it says, or build an index of this name yourself (on an expression, say), then: tailrace retry NAME"),
    T011(
            "The control schema is gone",
            "See that the reference leads every worker to the database that the migration began in; then: tailrace retry NAME. If that was"
                    + " replaced, what was known of the migration went with it. End it by: temporal workflow terminate --query"
                    + " 'MigrationId = \"its name\"'; then start it anew."),
    T012(
            "The target refuses TLS, or is refused for its certificate",
            "State in the URL what the server has: sslmode=require (encrypted), sslmode=verify-full with sslrootcert=PATH (and the"
                    + " server is proven), or sslmode=disable; then: tailrace retry NAME"),
    T013(
            "Databricks does not let the worker use the Lakebase database",
            "Give the worker Databricks' host and credentials (DATABRICKS_HOST, DATABRICKS_CLIENT_ID, …), and their identity the"
                    + " permission CAN USE on the project or instance; see docs/lakebase.md; then: tailrace retry NAME"),
    T014(
            "The migration belongs to another database",
            "Lead every worker to the database that it was started in, then: tailrace retry NAME"),
    T015(
            "The target kept a statement waiting",
            "Nothing: it is tried again by itself. If it stays so, see in pg_stat_activity who holds a lock for long, and end that."),
    T016(
            "The target takes no writes",
            "Nothing: it is tried again by itself, on a new connection. If it stays so, see that the URL leads to the primary, and that"
                    + " default_transaction_read_only is off."),

    B001(
            "The number of segments differs from the one the pass began with",
            "Start a new pass: tailrace retry NAME --from backfill (empties the target tables and copies again)"),

    C010(
            "A stream position was trimmed before it was applied",
            "tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    C011(
            "A shard found later begins after its first record",
            "tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    C012(
            "A shard from the start stayed unread past the retention",
            "tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    C013(
            "A shard's parent is neither done nor listed",
            "tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    C014(
            "The table has another stream than the pass began with",
            "tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    C015(
            "The stream was disabled",
            "Enable it again with NEW_AND_OLD_IMAGES, then: tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    C016(
            "The oldest unread record is near the end of its retention",
            "Let capture run: tailrace resume NAME, or give it more workers."),

    Q001(
            "Too many items in quarantine",
            "Look at them (tailrace status NAME), correct source or mapping, then: tailrace retry NAME (accepts as many again)"),
    Q002(
            "Items in quarantine are not at the target",
            "Correct them at the source, then: tailrace replay-quarantine NAME"),
    Q003(
            "Several items claim one row",
            "Let one of them go at the source, or change the key of the owned table; it clears by itself."),
    Q004(
            "The parts of a row are not all there",
            "Nothing while the application writes them: it clears by itself. Else write the missing parts, or delete the others."),
    Q005(
            "A row has parts that its column cannot keep",
            "Delete surplus parts at the source, or state rest for them; a row takes 16 MiB and 10,000 parts."),
    Q006(
            "An object of S3 is not read",
            "Correct the pointer, the object or the worker's permission; it is tried again by itself, after an hour at the latest."),

    V001(
            "Source and target differ",
            "Read the differences in the verdict, then: tailrace retry NAME --from backfill (empties the target tables and copies again)"),
    V002(
            "The verification is incomplete",
            "Read what was not proven; it is verified again by itself. Sooner: tailrace verify NAME"),

    W001("The verb cannot be taken now", "Wait for the phase named, or use the verb named."),
    W002("The verb names a table that the migration does not have", "Use one of the tables listed."),
    W003(
            "A migration of this name runs already",
            "Watch it (tailrace watch NAME), or choose another name. To change its file before anything was copied, abort it and start the"
                    + " changed one."),
    W004("No migration of this name", "tailrace list shows those there are."),
    W005("Temporal cannot be reached", "Start a Temporal server, or set TEMPORAL_ADDRESS."),
    W006("No worker answers", "Start one: tailrace worker"),
    W007("The verb's input is not valid", "Write it as the verb describes."),
    W008(
            "The verb came too late",
            "Nothing was done. Give it again if it is still wanted. If this comes at once, set the clock of the machine that sends it."),
    W009(
            "The migration's workflow has ended",
            "Start it again with the same file: it goes on where it was. Its tables went on meanwhile."),
    W010(
            "The numbers cannot be read",
            "Nothing: it is tried again by itself. Check the control schema's Postgres and the workers."),
    W011("Nobody consented to what cannot be taken back", "Say --yes if that is meant."),
    W012("The command line is not understood", "See: tailrace help"),
    W020("A setting is not valid", "Correct the environment variable named."),

    X001(
            "An internal error",
            "Report it with the worker's log; the migration goes on from its last position after: tailrace retry NAME");

    private final String title;
    private final String fix;

    Code(String title, String fix) {
        this.title = title;
        this.fix = fix;
    }

    /** As printed, e.g. {@code TR-C010}. */
    public String id() {
        return "TR-" + name();
    }

    /** The error in a few words. */
    public String title() {
        return title;
    }

    /** What usually helps; a {@link Problem} may know better. */
    public String fix() {
        return fix;
    }

    /** The title of a printed code; the code itself where it is not one of ours. */
    public static String titleOf(String id) {
        return Arrays.stream(values())
                .filter(c -> c.id().equals(id))
                .map(Code::title)
                .findFirst()
                .orElse(id);
    }
}
