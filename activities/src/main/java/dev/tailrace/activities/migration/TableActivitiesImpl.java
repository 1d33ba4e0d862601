package dev.tailrace.activities.migration;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Ledger;
import dev.tailrace.activities.lane.ProgressReader;
import dev.tailrace.activities.lane.Signatures;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The short activities of a migration. Thread-safe. */
public final class TableActivitiesImpl implements TableActivities {
    private final LoadedTables tables;
    private final Registrar registrar;
    private final PassOpener opener;
    private final boolean searchAttributes;

    /** @param searchAttributes whether the namespace has Tailrace's search attributes */
    public TableActivitiesImpl(LoadedTables tables, EngineOptions options, boolean searchAttributes) {
        this.tables = tables;
        registrar = new Registrar(tables.stores(), searchAttributes);
        opener = new PassOpener(options, tables.stores());
        this.searchAttributes = searchAttributes;
    }

    @Override
    public Registered register(Registration request) {
        try {
            return registrar.register(request);
        } catch (SQLException | RuntimeException e) {
            return new Registered.Waiting(
                    FailureClassifier.of(e, "migration " + request.workflowId() + ", control schema"),
                    searchAttributes);
        }
    }

    @Override
    public Prepared openPass(Preparation request) {
        try {
            return opener.prepare(tables.get(request.table()), request.newPass());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Prepared.Waiting(new Turn.Yielded());
        } catch (SQLException | RuntimeException e) {
            return new Prepared.Waiting(
                    FailureClassifier.of(e, "table " + request.table().name()));
        }
    }

    @Override
    public Turn recordPhase(PhaseChange change) {
        return ActivityAttempt.run("table " + change.table().name() + ", phase", () -> {
            return new Turn.Done(Ledger.phase(control(change.table()), change));
        });
    }

    @Override
    public Turn writeSettings(Steering steering) {
        return ActivityAttempt.run("table " + steering.table().name() + ", steering", () -> {
            return new Turn.Done(Ledger.steer(control(steering.table()), steering));
        });
    }

    @Override
    public Turn recordVerb(VerbRecord verb) {
        return ActivityAttempt.run("table " + verb.table().name() + ", verb " + verb.verb(), () -> {
            return new Turn.Done(Ledger.verb(control(verb.table()), verb));
        });
    }

    @Override
    public Turn acceptQuarantine(QuarantineAcceptance acceptance) {
        return ActivityAttempt.run("table " + acceptance.table().name() + ", acceptance", () -> {
            return new Turn.Done(Signatures.accept(control(acceptance.table()), acceptance));
        });
    }

    @Override
    public Turn recordApproval(VerdictApproval approval) {
        return ActivityAttempt.run("table " + approval.table().name() + ", approval", () -> {
            return new Turn.Done(Signatures.approve(control(approval.table()), approval));
        });
    }

    @Override
    public ProgressAnswer readProgress(ProgressRequest request) {
        var progress = new ArrayList<TableProgress>();
        try {
            for (var ref : request.tables()) {
                progress.addAll(Transaction.read(tables.control(ref), c -> ProgressReader.read(c, ref)));
            }
            return new ProgressAnswer(progress, null, trail(request.tables()));
        } catch (SQLException | RuntimeException e) {
            return ProgressAnswer.none(FailureClassifier.problem(e, "progress"));
        }
    }

    /** Of the migration whose tables they are. */
    private @Nullable TrailHead trail(List<TableRef> refs) throws SQLException {
        if (refs.isEmpty()) {
            return null;
        }
        var ref = refs.getFirst();
        return Transaction.read(tables.control(ref), c -> Optional.ofNullable(Audit.newest(c, ref.migration())))
                .orElse(null);
    }

    @Override
    public AbortAnswer cleanUpAfterAbort(TableRef table) {
        return new AbortCleanup(tables).abort(table);
    }

    private DataSource control(TableRef table) {
        return tables.control(table);
    }
}
