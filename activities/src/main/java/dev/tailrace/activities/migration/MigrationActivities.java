package dev.tailrace.activities.migration;

import dev.tailrace.activities.Attempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Trouble;
import dev.tailrace.activities.control.LoadedTables;
import dev.tailrace.workflows.migration.TableActivities;
import dev.tailrace.workflows.migration.TableRef;
import dev.tailrace.workflows.migration.Turn;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The short activities of a migration. Thread-safe. */
public final class MigrationActivities implements TableActivities {
    private final LoadedTables tables;
    private final Registrar registrar;
    private final Opening opening;
    private final boolean searchAttributes;

    /** @param searchAttributes whether the namespace has Tailrace's search attributes */
    public MigrationActivities(LoadedTables tables, EngineOptions options, boolean searchAttributes) {
        this.tables = tables;
        registrar = new Registrar(tables.stores(), searchAttributes);
        opening = new Opening(options, tables.stores().plugins());
        this.searchAttributes = searchAttributes;
    }

    @Override
    public Registered register(Registration request) {
        try {
            return registrar.register(request);
        } catch (SQLException | RuntimeException e) {
            return new Registered.Waiting(
                    Trouble.of(e, "migration " + request.workflowId() + ", control schema"), searchAttributes);
        }
    }

    @Override
    public Prepared prepare(Preparation request) {
        try {
            return opening.prepare(tables.get(request.table()), request.newPass());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Prepared.Waiting(new Turn.Yielded());
        } catch (SQLException | RuntimeException e) {
            return new Prepared.Waiting(Trouble.of(e, "table " + request.table().table()));
        }
    }

    @Override
    public Turn recordPhase(PhaseChange change) {
        return Attempt.run("table " + change.table().table() + ", phase", () -> {
            Ledger.phase(control(change.table()), change);
            return new Turn.Done();
        });
    }

    @Override
    public Turn steer(Steering steering) {
        return Attempt.run("table " + steering.table().table() + ", steering", () -> {
            Ledger.steer(control(steering.table()), steering);
            return new Turn.Done();
        });
    }

    @Override
    public Turn recordVerb(VerbRecord verb) {
        return Attempt.run("table " + verb.table().table() + ", verb " + verb.verb(), () -> {
            Ledger.verb(control(verb.table()), verb);
            return new Turn.Done();
        });
    }

    @Override
    public ProgressAnswer progress(ProgressRequest request) {
        return Progress.read(tables, request);
    }

    @Override
    public AbortAnswer abort(TableRef table) {
        return new Ending(tables).abort(table);
    }

    private DataSource control(TableRef table) {
        return tables.control(table);
    }
}
