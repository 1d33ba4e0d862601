package dev.tailrace.activities.control;

import static dev.tailrace.activities.control.schema.Tables.MIGRATION;
import static dev.tailrace.activities.control.schema.Tables.SOURCE_TABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.plugin.PinnedMapper;
import dev.tailrace.workflows.migration.TableRef;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The tables that this process works on, each loaded once from the control schema. Thread-safe. */
public final class LoadedTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Running activities obey the operator within this time. */
    private static final Duration WISHES = Duration.ofSeconds(1);

    private final Stores stores;
    private final Bindings bindings;
    private final Map<TableRef, LoadedTable> tables = new ConcurrentHashMap<>();
    private final Map<Long, Directions> directions = new ConcurrentHashMap<>();

    public LoadedTables(Stores stores) {
        this.stores = stores;
        this.bindings = new Bindings(stores);
    }

    /**
     * The pool of the control schema that a table's migration is in.
     *
     * @throws dev.tailrace.mappers.problem.ProblemException coded T014 where the migration belongs to another database
     */
    public DataSource control(TableRef ref) {
        return bindings.control(ref);
    }

    public Stores stores() {
        return stores;
    }

    /** The table, as its migration was registered. A file never changes under a name (I9), so it is read once. */
    public LoadedTable get(TableRef ref) {
        var known = tables.get(ref);
        if (known != null) {
            return known;
        }
        var loaded = load(ref);
        tables.put(ref, loaded);
        return loaded;
    }

    /** What the operator wants of the table's activities. */
    public Directions directions(LoadedTable table) {
        return directions(table.id(), table.target());
    }

    private Directions directions(long table, DataSource control) {
        return directions.computeIfAbsent(table, id -> new Directions(control, id, WISHES));
    }

    private LoadedTable load(TableRef ref) {
        var control = control(ref);
        var row = DSL.using(control, SQLDialect.POSTGRES)
                .select(SOURCE_TABLE.ID, SOURCE_TABLE.PLUGIN, MIGRATION.FILE)
                .from(SOURCE_TABLE)
                .join(MIGRATION)
                .on(MIGRATION.NAME.eq(SOURCE_TABLE.MIGRATION))
                .where(SOURCE_TABLE.MIGRATION.eq(ref.migration()), SOURCE_TABLE.NAME.eq(ref.table()))
                .fetchSingle();
        var answer = read(row.get(MIGRATION.FILE).data());
        if (!(answer instanceof FileAnswer.Ok ok)) {
            throw new IllegalStateException("Cannot load migration " + ref.migration() + ": its file was accepted once"
                    + " and is refused by this version: " + answer);
        }
        var table = ok.spec().tables().stream()
                .filter(t -> t.from().equals(ref.table()))
                .findFirst()
                .orElseThrow();
        var dynamo = stores.dynamo(ok.spec().source());
        var keys = Keys.of(dynamo, ref.table());
        var mapper = PinnedMapper.of(table, keys, stores.plugins(), row.get(SOURCE_TABLE.PLUGIN));
        long id = row.get(SOURCE_TABLE.ID);
        return new LoadedTable(
                id,
                ref,
                ok.spec(),
                table,
                keys,
                mapper,
                new Capacity(directions(id, control)::get),
                control,
                dynamo,
                stores.streams(ok.spec().source()));
    }

    private static FileAnswer read(String file) {
        try {
            return FileReader.read(JSON.readTree(file));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a stored migration file", e);
        }
    }
}
