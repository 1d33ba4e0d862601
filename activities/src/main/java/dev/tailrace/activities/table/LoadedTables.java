package dev.tailrace.activities.table;

import static dev.tailrace.activities.lane.schema.Tables.MIGRATION;
import static dev.tailrace.activities.lane.schema.Tables.SOURCE_TABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.SourceCapacity;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.plugin.PinnedMapper;
import dev.tailrace.workflows.table.TableRef;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tables that this process works on, each loaded once from its control schema. A worker serves migrations of several control
 * schemas, and each of these counts its tables from 1: what is kept here is kept by the whole {@link TableRef}, never by a number.
 * Thread-safe.
 */
public final class LoadedTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Running activities obey the operator within this time. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Stores stores;
    private final Bindings bindings;
    private final Map<TableRef, Known> tables = new ConcurrentHashMap<>();

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

    /**
     * What a table's registration was when it was loaded. A database may be dropped, and the name registered in the next one with
     * another file: then it is another.
     */
    private record Registered(long id, @Nullable String plugin, String digest, OffsetDateTime at) {}

    private record Known(Registered registered, LoadedTable table, OperatorSettings settings) {}

    /** The table, as its migration was registered. A file never changes under a name (I9), so it is read once. */
    public LoadedTable get(TableRef ref) {
        return known(ref).table();
    }

    /** What the operator wants of the table's activities. */
    public OperatorSettings settings(LoadedTable table) {
        return known(table.ref()).settings();
    }

    private Known known(TableRef ref) {
        var control = control(ref);
        var registered = registered(control, ref);
        var known = tables.get(ref);
        if (known != null && known.registered().equals(registered)) {
            return known;
        }
        var settings = new OperatorSettings(control, registered.id(), FRESH);
        var loaded = new Known(registered, load(ref, control, registered, settings), settings);
        // Two activities that load a table at once share what the first has kept: its budget is one.
        return tables.compute(ref, (r, now) -> now != null && now.registered().equals(registered) ? now : loaded);
    }

    private static Registered registered(DataSource control, TableRef ref) {
        return read(
                control,
                sql -> sql.select(SOURCE_TABLE.ID, SOURCE_TABLE.PLUGIN, MIGRATION.DIGEST, MIGRATION.CREATED_AT)
                        .from(SOURCE_TABLE)
                        .join(MIGRATION)
                        .on(MIGRATION.NAME.eq(SOURCE_TABLE.MIGRATION))
                        .where(SOURCE_TABLE.MIGRATION.eq(ref.migration()), SOURCE_TABLE.NAME.eq(ref.name()))
                        .fetchSingle(r -> new Registered(
                                r.get(SOURCE_TABLE.ID),
                                r.get(SOURCE_TABLE.PLUGIN),
                                r.get(MIGRATION.DIGEST),
                                r.get(MIGRATION.CREATED_AT))));
    }

    private static <T> T read(DataSource control, Function<DSLContext, T> query) {
        try {
            return Transaction.read(control, c -> query.apply(DSL.using(c, SQLDialect.POSTGRES)));
        } catch (SQLException e) {
            throw new DataAccessException("Cannot read the control schema", e);
        }
    }

    private LoadedTable load(TableRef ref, DataSource control, Registered registered, OperatorSettings settings) {
        var answer = read(read(
                control,
                sql -> sql.select(MIGRATION.FILE)
                        .from(MIGRATION)
                        .where(MIGRATION.NAME.eq(ref.migration()))
                        .fetchSingle()
                        .value1()
                        .data()));
        if (!(answer instanceof FileAnswer.Ok ok)) {
            throw new IllegalStateException("Cannot load migration " + ref.migration() + ": its file was accepted once"
                    + " and is refused by this version: " + answer);
        }
        var table = ok.spec().tables().stream()
                .filter(t -> t.from().equals(ref.name()))
                .findFirst()
                .orElseThrow();
        var source = stores.dynamoDb().source(ok.spec().dynamoDb(), ref.name());
        var mapper = PinnedMapper.of(table, source.keys(), stores.plugins(), registered.plugin());
        return new LoadedTable(
                registered.id(),
                ref,
                ok.spec(),
                table,
                mapper,
                new SourceCapacity(settings::get),
                // The target's pool, too: the file's check saw that they are one (F012).
                control,
                source);
    }

    private static FileAnswer read(String file) {
        try {
            return FileReader.read(JSON.readTree(file));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a stored migration file", e);
        }
    }
}
