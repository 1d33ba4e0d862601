package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.verification.ReadMeter.Read;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.verify.Checkpoints;
import dev.tailrace.verify.SavedComparison;
import dev.tailrace.verify.SavedComparison.Piece;
import dev.tailrace.verify.Suspected;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How far a run's comparison is, in the control schema. Made by an attempt, which takes it: an attempt before, should it wake up,
 * saves nothing more. Saves from one thread at a time.
 */
final class StoredComparison implements Checkpoints {
    /** A piece is of some 100 KB. */
    private static final int BATCH = 32;

    private final DataSource control;
    private final Request request;
    private final KeySchema keys;
    private final InPlace inPlace;
    private final Taken taken;
    private Supplier<Read> read = () -> Read.NOTHING;

    private StoredComparison(DataSource control, Request request, KeySchema keys, InPlace inPlace, Taken taken) {
        this.control = control;
        this.request = request;
        this.keys = keys;
        this.inPlace = inPlace;
        this.taken = taken;
    }

    /**
     * What an attempt found.
     *
     * @param begun when the run began
     * @param state null: nothing was saved
     */
    private record Taken(long term, Instant begun, @Nullable SavedState state) {}

    /** Another attempt has taken the comparison, or its pass is closed: this one saves nothing more. */
    static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Superseded(Request request) {
            super("Cannot save the comparison of run " + request.run()
                    + ": another attempt has taken it, or its pass is closed.");
        }
    }

    /** Takes a run's comparison for an attempt, and forgets those of other runs of the pass. */
    static StoredComparison take(DataSource control, Request request, KeySchema keys, InPlace inPlace)
            throws SQLException, InterruptedException {
        var taken = inPlace.get(() -> Transaction.run(control, Commit.COMPARISON_TAKEN, c -> take(c, request)));
        return new StoredComparison(control, request, keys, inPlace, taken);
    }

    private static Taken take(Connection connection, Request request) {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        if (!Passes.lockOpen(sql, request.passId())) {
            throw new Superseded(request);
        }
        sql.execute("delete from tailrace.comparison where pass_id = ? and run <> ?", request.passId(), request.run());
        var row = sql.fetchSingle("""
                insert into tailrace.comparison (pass_id, run, term) values (?, ?, 1)
                on conflict (pass_id, run) do update set term = tailrace.comparison.term + 1
                returning term, begun_at, state""", request.passId(), request.run());
        var state = row.get("state", String.class);
        return new Taken(
                row.get("term", Long.class),
                row.get("begun_at", OffsetDateTime.class).toInstant(),
                state == null ? null : SavedState.read(state));
    }

    /** When the run began, in whichever attempt. */
    Instant begun() {
        return taken.begun();
    }

    /** What attempts before have read at the source. */
    Read readBefore() {
        return taken.state() == null ? Read.NOTHING : taken.state().read();
    }

    /** @param read what the run has read at the source so far */
    void saveToo(Supplier<Read> read) {
        this.read = read;
    }

    @Override
    public @Nullable SavedComparison load() throws InterruptedException {
        if (taken.state() == null) {
            return null;
        }
        var state = taken.state().comparison();
        return tried(() -> Transaction.read(
                control,
                connection ->
                        new SavedComparison(state, folded(connection), pieces(connection), suspects(connection))));
    }

    private byte[] folded(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle(
                        "select folded from tailrace.comparison where pass_id = ? and run = ?",
                        request.passId(),
                        request.run())
                .get(0, byte[].class);
    }

    private List<Piece> pieces(Connection connection) throws SQLException {
        var pieces = new ArrayList<Piece>();
        try (var query = connection.prepareStatement(
                "select part, number, bytes from tailrace.comparison_piece where pass_id = ? and run = ?")) {
            ofThisRun(query);
            query.setFetchSize(BATCH);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    pieces.add(new Piece(rows.getString(1), rows.getInt(2), rows.getBytes(3)));
                }
            }
        }
        return pieces;
    }

    private List<Suspected> suspects(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetch(
                        "select suspect from tailrace.comparison_suspect where pass_id = ? and run = ? order by number",
                        request.passId(),
                        request.run())
                .map(row -> SuspectText.read(row.get(0, String.class), keys));
    }

    @Override
    public void save(SavedComparison change) throws InterruptedException {
        save(change, false);
    }

    @Override
    public void replace(SavedComparison first) throws InterruptedException {
        save(first, true);
    }

    private void save(SavedComparison change, boolean alone) throws InterruptedException {
        tried(() -> Transaction.run(control, Commit.COMPARISON_SAVED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            var state = new SavedState(change.state(), read.get());
            int mine = sql.execute("""
                    update tailrace.comparison set state = ?, folded = ?
                     where pass_id = ? and run = ? and term = ?""", state.text(), change.folded(), request.passId(), request.run(), taken.term());
            if (mine == 0) {
                throw new Superseded(request);
            }
            if (alone) {
                delete(sql, "comparison_piece");
                delete(sql, "comparison_suspect");
            }
            addPieces(connection, change.pieces());
            addSuspects(connection, change.suspects());
            return change;
        }));
    }

    private void delete(org.jooq.DSLContext sql, String table) {
        sql.execute(
                "delete from tailrace." + table + " where pass_id = ? and run = ?", request.passId(), request.run());
    }

    private void addPieces(Connection connection, List<Piece> pieces) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into tailrace.comparison_piece (pass_id, run, part, number, bytes) values (?, ?, ?, ?, ?)
                on conflict (pass_id, run, part, number) do update set bytes = excluded.bytes""")) {
            int added = 0;
            for (var piece : pieces) {
                ofThisRun(insert);
                insert.setString(3, piece.part());
                insert.setInt(4, piece.number());
                insert.setBytes(5, piece.bytes());
                insert.addBatch();
                if (++added % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void addSuspects(Connection connection, List<Suspected> suspects) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into tailrace.comparison_suspect (pass_id, run, suspect) values (?, ?, ?)")) {
            for (var suspect : suspects) {
                ofThisRun(insert);
                insert.setString(3, SuspectText.write(suspect));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void ofThisRun(PreparedStatement statement) throws SQLException {
        statement.setLong(1, request.passId());
        statement.setLong(2, request.run());
    }

    private interface Statement<T> {
        T run() throws SQLException;
    }

    private <T> T tried(Statement<T> statement) throws InterruptedException {
        try {
            return inPlace.get(statement::run);
        } catch (SQLException e) {
            throw new DataAccessException("Cannot save or load a comparison", e);
        }
    }

    /** Forgets a run's, in the transaction that stores its verdict. */
    static void forget(Connection connection, Request request) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .execute(
                        "delete from tailrace.comparison where pass_id = ? and run = ?",
                        request.passId(),
                        request.run());
    }
}
