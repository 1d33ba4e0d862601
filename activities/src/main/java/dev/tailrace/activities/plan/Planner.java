package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.TargetsCheck;
import dev.tailrace.activities.index.IndexPlan;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.activities.plugin.TableMapper;
import dev.tailrace.activities.store.SourceFacts;
import dev.tailrace.activities.store.SourceIndex;
import dev.tailrace.activities.store.SourceSurvey;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plans source tables. Reads only; writes nothing to either store. Thread-safe. */
public final class Planner {
    /** Bytes that a read unit reads, strongly consistent (source: AWS documentation, DynamoDB capacity). */
    private static final long READ_UNIT = 4_096;

    private Planner() {}

    /**
     * Looks at both stores and says what would be done, or all that stands in the way. A store that cannot be reached is a
     * problem like any other: nothing is thrown for it.
     *
     * @param table one of the migration's tables
     */
    public static TablePlan plan(
            SourceSurvey source, DataSource target, MigrationSpec migration, TableSpec table, Plugins plugins) {
        var problems = new ArrayList<Problem>();
        var facts = source.survey(table, problems);
        var mapping = facts == null ? null : compile(source, migration, table, facts, plugins, problems);
        var indexes = facts == null || mapping == null
                ? new IndexPlan(List.of(), List.of())
                : IndexPlan.of(
                        facts.indexes(),
                        migration.postgres().schema(),
                        mapping.mapper().tables(),
                        mapping.holdings());
        var survey = new TargetSurvey(migration, table, indexes, problems);
        survey.survey(target, mapping);
        if (facts == null) {
            return new TablePlan.Refused(table.from(), problems, null);
        }
        var known = mapping == null
                ? withoutTargets(table, facts)
                : ready(
                        table,
                        facts,
                        mapping,
                        survey,
                        TargetNeeds.of(migration.postgres().database()));
        if (problems.isEmpty()) {
            return known;
        }
        return new TablePlan.Refused(table.from(), problems, known);
    }

    private static TablePlan.Ready withoutTargets(TableSpec table, SourceFacts facts) {
        var notes = new SourceNotes(table, facts);
        var source = source(facts);
        return new TablePlan.Ready(
                table.from(),
                source,
                List.of(),
                List.of(),
                List.of(),
                TablePlan.Later.NOTHING,
                Sizing.of(table.backfill(), source.items(), source.bytes(), source.readUnits()),
                notes.notes(List.of(), List.of()));
    }

    private static TablePlan.Ready ready(
            TableSpec table, SourceFacts facts, TableMapper mapping, TargetSurvey survey, List<String> needs) {
        var notes = new SourceNotes(table, facts);
        var pruning = new Pruning(survey.targets(), mapping, facts.expiry());
        var source = source(facts);
        var warnings = Stream.of(
                        mapping.leftBehind().stream(),
                        mapping.warnings().stream(),
                        survey.warnings().stream(),
                        reads(mapping, facts))
                .flatMap(sentences -> sentences)
                .toList();
        return new TablePlan.Ready(
                table.from(),
                source,
                survey.targets(),
                survey.ddl(),
                survey.indexes(),
                pruning.and(survey.later()),
                Sizing.of(table.backfill(), source.items(), source.bytes(), source.readUnits()),
                notes.notes(
                                Stream.concat(survey.indexesLeft().stream(), pruning.sentences().stream())
                                        .toList(),
                                warnings)
                        .withTarget(needs));
    }

    private static TablePlan.Source source(SourceFacts facts) {
        return new TablePlan.Source(
                facts.keys(),
                facts.items(),
                facts.bytes(),
                facts.readUnits(),
                facts.stream(),
                facts.indexes().stream().map(SourceIndex::name).sorted().toList(),
                facts.expiry());
    }

    /** R6: what tables that ask the source cost it. */
    private static Stream<String> reads(TableMapper mapping, SourceFacts source) {
        long bytes = source.items() == 0 ? 1 : source.bytes() / source.items();
        long units = Math.max(1, Math.ceilDiv(bytes, READ_UNIT));
        var each = units == 1 ? "1 read unit" : units + " read units";
        return mapping.kinds().stream().flatMap(kind -> switch (kind.kind()) {
            case INJECTIVE -> Stream.of();
            case OWNED ->
                Stream.of(
                        ("%s asks the source: each change, once the copy has ended, reads the items that may live at its key,"
                                        + " strongly consistent, some %s each.")
                                .formatted(kind.table(), each));
            case COLLECTION ->
                Stream.of(
                        ("%s asks the source: when the copy has ended, one Query reads each row's parts again, one row after the"
                                        + " other, and so does each change of a part from then on; strongly consistent, some %s for each part.")
                                .formatted(kind.table(), each));
        });
    }

    private static @Nullable TableMapper compile(
            SourceSurvey source,
            MigrationSpec migration,
            TableSpec table,
            SourceFacts facts,
            Plugins plugins,
            List<Problem> problems) {
        var pointer = "/tables/%d/mapping".formatted(migration.tables().indexOf(table));
        return switch (TableMapper.of(table.mapper(), facts.keys(), plugins, pointer)) {
            case TableMapper.Answer.Ok ok -> {
                var targets = "/tables/%d/targets".formatted(migration.tables().indexOf(table));
                var elsewhere = new OtherTargets(source, migration, plugins).referredFrom(table);
                TargetsCheck.of(table.targets(), OtherTargets.shapes(ok.mapper()), elsewhere).stream()
                        .map(f -> new Problem(Code.F004.id(), targets + f.pointer() + ": " + f.what(), "", f.fix()))
                        .forEach(problems::add);
                yield ok.mapper();
            }
            case TableMapper.Answer.Refused refused -> {
                problems.addAll(refused.problems());
                yield null;
            }
        };
    }
}
