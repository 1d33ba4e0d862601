package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.verify.Sink;
import dev.tailrace.verify.TargetReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;

/** Reads target tables in transactions of their own that write nothing. Thread-safe. */
final class TargetScan implements TargetReader {
    /** A lost connection, a failover: more often in one reading is a target that cannot be read. */
    private static final int ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int FETCH = 2_000;

    /** Between two fetches stands the digesting of their rows, and a machine that does much else. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final LoadedTable table;
    private final Map<String, RowSql> sql;
    private final Heartbeat heartbeat;
    private final InPlace inPlace;
    private final Duration idle;

    TargetScan(LoadedTable table, Heartbeat heartbeat, InPlace inPlace) {
        this(table, heartbeat, inPlace, IDLE);
    }

    /** @param idle how long it may take between two fetches */
    TargetScan(LoadedTable table, Heartbeat heartbeat, InPlace inPlace, Duration idle) {
        this.inPlace = inPlace;
        this.idle = idle;
        this.table = table;
        this.sql = table.mapper().tables().stream()
                .collect(Collectors.toMap(RowTable::name, t -> new RowSql(table.schema(), t)));
        this.heartbeat = heartbeat;
    }

    @Override
    public void all(List<RowTable> tables, Supplier<? extends Sink<Row>> attempts) throws InterruptedException {
        int left = inPlace.isAtOnce() ? 0 : ATTEMPTS - 1;
        while (!read(tables, attempts.get(), left)) {
            left--;
            Stops.pause(heartbeat, PAUSE);
        }
    }

    /** @return false if it failed by what passes by itself, and may be tried again */
    private boolean read(List<RowTable> tables, Sink<Row> each, int attemptsLeft) throws InterruptedException {
        try {
            for (var target : tables) {
                // What has been given cannot be taken back: from then on it is one moment's rows or none.
                var given = new AtomicBoolean();
                inPlace.get(
                        () -> {
                            all(target, each, given);
                            return target;
                        },
                        e -> given.get());
            }
            return true;
        } catch (DataAccessException e) {
            if (attemptsLeft == 0 || !InPlace.passes(e)) {
                throw e;
            }
            return false;
        }
    }

    private void all(RowTable target, Sink<Row> each, AtomicBoolean given) throws InterruptedException {
        read(Transaction::beginSnapshot, connection -> {
            var read = of(target.name());
            try (var query = connection.prepareStatement(read.all())) {
                query.setFetchSize(FETCH);
                try (var rows = query.executeQuery()) {
                    for (int i = 0; rows.next(); i++) {
                        if (i % FETCH == 0) {
                            Stops.check(heartbeat);
                        }
                        given.set(true);
                        each.take(read.row(rows));
                    }
                }
            }
        });
    }

    @Override
    public Map<RowKey, Found> rows(Collection<RowKey> keys) throws InterruptedException {
        var found = new HashMap<RowKey, Found>();
        var byTable = keys.stream().collect(Collectors.groupingBy(RowKey::table, TreeMap::new, Collectors.toList()));
        Stops.check(heartbeat);
        return inPlace.get(() -> {
            found.clear();
            read(Transaction::begin, connection -> {
                for (var group : byTable.entrySet()) {
                    find(connection, of(group.getKey()), group.getValue(), found);
                }
            });
            return found;
        });
    }

    private static void find(Connection connection, RowSql read, List<RowKey> keys, Map<RowKey, Found> found)
            throws SQLException {
        try (var query = connection.prepareStatement(read.byKey())) {
            for (int i = 0; i < keys.getFirst().cells().size(); i++) {
                int cell = i;
                var cells = keys.stream().map(key -> key.cells().get(cell)).toArray();
                query.setArray(i + 1, connection.createArrayOf("text", cells));
            }
            try (var rows = query.executeQuery()) {
                int version = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    var row = read.row(rows);
                    found.put(row.key(), new Found(row, rows.getString(version)));
                }
            }
        }
    }

    private interface Reading {
        void read(Connection connection) throws SQLException, InterruptedException;
    }

    private interface Beginning {
        void begin(Connection connection, Duration idle) throws SQLException;
    }

    /** Values are printed as {@link dev.tailrace.mappers.mapper.ColumnType#canonical} expects: every transaction states so. */
    private void read(Beginning beginning, Reading reading) throws InterruptedException {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            try {
                beginning.begin(connection, idle);
                reading.read(connection);
            } finally {
                Transaction.undo(connection);
            }
        } catch (SQLException e) {
            throw new DataAccessException("Cannot read the target", e);
        }
    }

    private RowSql of(String target) {
        var read = sql.get(target);
        if (read == null) {
            throw new IllegalStateException("Cannot read table " + target + ": the mapping does not have it.");
        }
        return read;
    }
}
