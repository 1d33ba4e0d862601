package dev.tailrace.mappers.problem;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every error code. Persisted: a constant is never renamed and never used for something else. The letter tells the area:
 * F file, M mapping, S source, T target, B backfill, C capture, Q quarantine, V verification, A audit trail, W steering, X internal.
 */
public enum Code {
    F001("The migration file cannot be read", "Check the path and the file's permissions."),
    F002(
            "The migration file is not valid YAML or JSON",
            "Correct the syntax at the place named. In YAML, put text in quotes if it has any of { } [ ] , : #"),
    F003("Unknown field", "Remove it, or use the nearest valid name."),
    F004("Wrong type or value", "Write a value as the schema describes it."),
    F005("A required field is missing", "Add it."),
    F006(
            "A feature that this version does not have yet",
            "Remove the field. Tailrace refuses what it cannot do, so that nothing is ignored in silence."),
    F007("The file contains a secret", "Use a reference: env:NAME or file:PATH."),
    F008("A reference cannot be resolved", "Set the environment variable, or create the file, where the worker runs."),
    F009("Two tables in the file collide", "Name each source table and each target table once."),
    F010(
            "The file is not the one that the migration was started with",
            "Start with the original file. To use this file, abort the migration and start it under"
                    + " another name, because the target already holds rows of the original."),
    F011("The migration was aborted after its copy had begun", "Start it under another name."),
    F012(
            "The control schema would be in another database than the target",
            "Remove control, or give it the same references as the target."),
    F020("The items file cannot be read", "Check the path and the file's permissions."),
    F021(
            "The items file is not JSON",
            "Use the format of aws dynamodb scan --output json, or of an export to S3 (DYNAMODB_JSON)."),
    F022(
            "Not an item in DynamoDB's JSON",
            "Write items as aws dynamodb scan --output json does: {\"PK\": {\"S\": \"…\"}, \"total\":"
                    + " {\"N\": \"12.5\"}}."),
    F023(
            "The source cannot hold this item",
            "Correct the item. DynamoDB would refuse it, so no migration ever meets it."),

    M001("A template is not valid", "Write {field} or {field:type}, with literal text between the fields."),
    M002("The source key cannot be restored", "Put every field of the source key's templates into the key."),
    M003("An unknown column type", "Use one of the types in docs/mapping.md."),
    M004("A column's type is not known", "State it: column: { type: … }."),
    M005(
            "Two rules disagree about a target table",
            "Give both rules the same columns, types and key, or different tables."),
    M006("A name that Postgres does not accept", "Choose another column or table name."),
    M007("Two columns have the same name", "Rename one of them."),
    M008(
            "The target key does not identify the source item",
            "Choose a target key that determines the source key. Or consent to a table that asks the"
                    + " source: owned: true."),
    M009("A rule that can never match an item", "Remove it, or move it before the rule that matches everything."),
    M010("An unknown source attribute in a key", "Use the table's key attributes, or fields of the templates."),
    M020("No rule matches the item", "Add a rule, or state else: skip."),
    M021("The key does not round-trip", "Map the field as text, or keep the item out with another rule."),
    M022("A value does not fit its column's type", "Change the column's type, or correct the item at the source."),
    M023(
            "A value that Postgres text cannot hold",
            "Correct the item at the source. For U+0000, you can state nul in the mapping instead."),
    M024("A key attribute is missing or NULL", "Correct the item at the source, or change the mapping's key."),
    M025(
            "The key is too long for a Postgres index",
            "Use shorter keys. Or use the key's digest in an owned table: { of: …, by: sha256, form: hex }."),
    M030(
            "The mapper plugin cannot be used",
            "Put its jar into the plugin folder of every worker (TAILRACE_PLUGINS). Give it the options"
                    + " that it declares."),
    M031(
            "The mapper plugin is not the one that the migration was started with",
            "Put the original jar back into the plugin folder. Then run: tailrace retry NAME. Or abort"
                    + " the migration and start it under another name."),
    M032("The mapper plugin broke its contract", "Correct the plugin, and test it with the contract test kit."),

    S001(
            "The source table does not exist",
            "Create it. Then run: tailrace retry NAME. Or correct tables[].from and start with the"
                    + " changed file (abort first if it was started)."),
    S002(
            "The source cannot be reached",
            "Tailrace tries again by itself. Check the region, the endpoint and the network."),
    S003(
            "The source refuses the credentials or the permission",
            "Correct the credentials, or grant the action that is named. Then run: tailrace retry NAME"),
    S004(
            "The table has no stream, and Tailrace may not enable one",
            "Enable a stream with NEW_AND_OLD_IMAGES. Then run: tailrace retry NAME. Or state"
                    + " enableStream: true and start with the changed file (abort first if it was started)."),
    S005(
            "The stream's view type is unsuitable",
            "Disable the stream and enable it with NEW_AND_OLD_IMAGES. Its other readers get a gap. Then"
                    + " run: tailrace retry NAME"),
    S006(
            "The source throttles",
            "Tailrace tries again by itself. Lower the capacity share to put less load on the source."),
    S007("The source table is not active", "Wait until it is ACTIVE. Tailrace tries again by itself."),
    S008("The source refused a request", "Do what the service's message above asks for. Then run: tailrace retry NAME"),
    S009(
            "No AWS credentials were found",
            "Set them where Tailrace runs, in a place where the AWS SDK looks: AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or the machine's role. DynamoDB Local accepts any."
                    + " Restart the worker. Then run: tailrace retry NAME"),
    S010(
            "No AWS region was found",
            "State source.dynamodb.region, or set AWS_REGION and restart the worker. Then run: tailrace retry NAME"),
    S011(
            "What answers is not DynamoDB",
            "Tailrace tries again by itself. Check source.dynamodb.endpoint and streamsEndpoint, the"
                    + " AWS_ENDPOINT_URL… variables, and proxies in between."),

    T001("The target cannot be reached", "Tailrace tries again by itself. Check the URL and the network."),
    T002(
            "The target refuses the credentials",
            "Correct the credentials that the reference points to. Then run: tailrace retry NAME"),
    T003(
            "The target table is not empty",
            "Empty it. Then run: tailrace retry NAME. Or choose another table and start with the changed"
                    + " file (abort first if it was started)."),
    T004("The target table has the wrong shape", "Change it as listed, or drop it. Then run: tailrace retry NAME"),
    T005("The target lacks a permission", "Grant it as documented. Then run: tailrace retry NAME"),
    T006(
            "This version does not know the control schema's format",
            "Use the Tailrace version that made it, or a newer one that can migrate it."),
    T007("The target refused a statement", "Read the database's message. Then run: tailrace retry NAME"),
    T008(
            "The database is unsuitable",
            "Use a database of Postgres 15 or newer, made with: create database … template template0"
                    + " encoding 'UTF8'. If the migration is already on this one, run: tailrace abort NAME. Then"
                    + " start it again"),
    T009(
            "The target table belongs to another migration",
            "Abort the other one. Then run: tailrace retry NAME. Or choose another table and start with"
                    + " the changed file (abort first if it was started)."),
    T010(
            "An index cannot be built",
            "Correct what the message names. Or build an index of this name yourself, for example on an"
                    + " expression. Then run: tailrace retry NAME"),
    T011(
            "The control schema is gone",
            "Check that the reference leads every worker to the database in which the migration began."
                    + " Then run: tailrace retry NAME. If that database was replaced, Tailrace's record of the"
                    + " migration is lost with it. End the migration: temporal workflow terminate --query"
                    + " 'MigrationId = \"its name\"'. Then start it again."),
    T012(
            "The target refuses this TLS mode, or its certificate is not trusted",
            "State in the URL what the server has: sslmode=require (encrypted), sslmode=verify-full with"
                    + " sslrootcert=PATH (also proves the server), or sslmode=disable. Then run: tailrace retry NAME"),
    T013(
            "Databricks does not let the worker use the Lakebase database",
            "Give the worker Databricks' host and credentials (DATABRICKS_HOST, DATABRICKS_CLIENT_ID,"
                    + " …). Give their identity the permission CAN USE on the project or instance. See"
                    + " docs/lakebase.md. Then run: tailrace retry NAME"),
    T014(
            "The migration belongs to another database",
            "Lead every worker to the database in which the migration was started. Then run: tailrace retry NAME"),
    T015(
            "The target kept a statement waiting",
            "Tailrace tries again by itself. If this continues, find out in pg_stat_activity which"
                    + " session holds a lock for long, and end it."),
    T016(
            "The target is read-only",
            "Tailrace tries again by itself, on a new connection. If this continues, check that the URL"
                    + " leads to the primary and that default_transaction_read_only is off."),

    B001("The number of segments changed after the pass began", Fix.NEW_PASS, Remedy.NEW_PASS),

    C010("Stream records were trimmed before they were applied", Fix.NEW_PASS, Remedy.NEW_PASS),
    C011("A new shard lost its first records before they were read", Fix.NEW_PASS, Remedy.NEW_PASS),
    C012("A shard was not read within the stream's retention", Fix.NEW_PASS, Remedy.NEW_PASS),
    C013("A shard's parent is neither done nor listed", Fix.NEW_PASS, Remedy.NEW_PASS),
    C014("The table's stream is not the one that the pass began with", Fix.NEW_PASS, Remedy.NEW_PASS),
    C015(
            "The stream was disabled",
            "Enable it again with NEW_AND_OLD_IMAGES. Then run: tailrace retry NAME --from backfill"
                    + " (empties the target tables and copies again)",
            Remedy.NEW_PASS),
    C016(
            "The oldest unread stream record will be lost soon",
            "Let capture run: tailrace resume NAME. Or start more workers.",
            Remedy.RESUME),

    Q001(
            "Too many items are in quarantine",
            "Look at them: tailrace quarantine NAME. Correct the source or the mapping. Then run:"
                    + " tailrace retry NAME (accepts as many again)"),
    Q002(
            "Items are in quarantine, and not at the target",
            "Correct them at the source. Then run: tailrace replay-quarantine NAME\nOr go on without them, by name:"
                    + " tailrace accept-quarantine NAME --by WHO --reason WHY",
            Remedy.REPLAY_QUARANTINE),
    Q003(
            "Several items claim one row",
            "Delete all of them but one at the source, or change the key of the owned table. The entry"
                    + " clears by itself."),
    Q004(
            "Some parts of a row are missing",
            "If the application is still writing them, wait: the entry clears by itself. If not, write"
                    + " the missing parts, or delete the others."),
    Q005(
            "A row has parts that its column cannot keep",
            "Delete surplus parts at the source, or state rest for them. A row holds at most 16 MiB and 10,000 parts."),
    Q006(
            "An object in S3 cannot be read",
            "Correct the pointer, the object or the worker's permission. Tailrace tries again by itself,"
                    + " after an hour at the latest."),

    V001(
            "Source and target differ",
            "See what differs, and what a repair would do: tailrace repair NAME. To do it, add --apply."
                    + " If most rows differ, a retry from backfill empties the target tables and copies again.",
            Remedy.REPAIR),
    V002(
            "The verification is incomplete",
            "Read what was not proven. Tailrace verifies again by itself. To verify now, run: tailrace verify NAME",
            Remedy.VERIFY),
    V003(
            "There is no such verification",
            "Leave --run out for the newest, or name one of the open pass: tailrace history NAME"),

    A001(
            "The audit trail was changed",
            "Do not rely on the named event, nor on any after it. Export the trail again from the control schema, and compare"
                    + " with the heads in Temporal's history: docs/auditing.md"),
    A002("The file is no audit trail", "Name a file that tailrace audit export has written."),
    A003(
            "The signature does not hold",
            "Do not rely on the file. Get the signed files and the public key again from whoever signed, by another way."),
    A004(
            "The key cannot be used",
            "Use an Ed25519 key in PEM. To make one: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in"
                    + " key.pem -pubout -out public.pem"),
    A005(
            "The head to compare with cannot be read",
            "Write it as tailrace audit export prints it, SEQ:HEAD, or name a report.json of tailrace report."),
    A006("The file cannot be written", "Choose another name, or remove the file first."),

    W001("The verb is not possible now", "Wait for the phase that is named, or use the verb that is named."),
    W002("The verb names a table that the migration does not have", "Use one of the tables listed."),
    W003(
            "A migration with this name is already running",
            "Watch it (tailrace watch NAME), or choose another name. To change its file before anything"
                    + " was copied, abort it and start with the changed file."),
    W004("There is no migration with this name", "See which there are: tailrace list"),
    W005("Temporal cannot be reached", "Start a Temporal server, or set TEMPORAL_ADDRESS."),
    W006("No worker answers", "Start one: tailrace worker"),
    W007("The verb's input is not valid", "Write it as the verb describes."),
    W008(
            "The verb came too late",
            "Nothing was done. Send it again if you still want it. If this comes at once, set the clock"
                    + " of the machine that sends it."),
    W009(
            "The migration's workflow has ended",
            "Start it again with the same file. It continues where it was. Its tables kept running meanwhile."),
    W010(
            "The numbers cannot be read",
            "Tailrace tries again by itself. Check the control schema's Postgres and the workers."),
    W011("This cannot be undone, and you did not consent", "Add --yes if you mean it."),
    W012("The command line is not understood", "See: tailrace help"),
    W013(
            "The digest is not that of a verdict that stands",
            "Look at the newest verdict (tailrace status NAME), and approve its digest if you agree."),
    W020("A setting is not valid", "Correct the environment variable that is named."),

    X001(
            "An internal error",
            "Report it with the worker's log. The migration continues from its last position after:"
                    + " tailrace retry NAME");

    private final String title;
    private final String fix;
    private final Remedy remedy;

    Code(String title, String fix) {
        this(title, fix, Remedy.RETRY);
    }

    Code(String title, String fix, Remedy remedy) {
        this.title = title;
        this.fix = fix;
        this.remedy = remedy;
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

    /** The verb that follows the fix, if the error blocks a table. */
    public Remedy remedy() {
        return remedy;
    }

    /** Whether it is about change capture: the letter C. */
    public boolean isOfCapture() {
        return name().startsWith("C");
    }

    /** The title of a printed code; the code itself where it is not one of ours. */
    public static String titleOf(String id) {
        return find(id).map(Code::title).orElse(id);
    }

    /** The code that is printed so; empty where it is not one of ours. */
    public static Optional<Code> find(String id) {
        return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
    }
}
