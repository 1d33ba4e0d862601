package dev.tailrace.activities.report;

import dev.tailrace.activities.view.ControlReader;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * All that the files of a report are made of, read in one transaction: no file says what another does not know.
 *
 * @param differences what any verification of any pass has found, by table, the newest first
 * @param trail the audit trail's lines, byte for byte as they are stored
 */
public record Report(ReportModel model, List<ReportedDifference> differences, List<String> trail) {
    public Report {
        differences = List.copyOf(differences);
        trail = List.copyOf(trail);
    }

    /**
     * Reads a migration's report. Needs no worker and no Temporal, and a role that may read.
     *
     * @param clearKeys whether keys of items are shown; otherwise each has a name that does not tell it
     * @throws dev.tailrace.mappers.problem.ProblemException as {@link ControlReader} says
     */
    public static Report read(ControlReader control, boolean clearKeys) {
        return control.ofMigration((connection, spec) -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            var trail = TrailRows.read(sql, spec.name());
            var reader = new ReportReader(sql, spec, ShownKeys.of(sql, spec.name(), clearKeys), trail);
            var model = reader.model();
            return new Report(model, reader.differences(), trail.lines());
        });
    }
}
