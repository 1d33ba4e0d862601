package dev.tailrace.activities.plugin;

import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.Holding;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.Reversibility;
import dev.tailrace.mappers.mapping.RowLimit;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source table's mapper, of rules or of a plugin, with what the plan says of it.
 *
 * @param kinds one per target table, in the order of {@link Mapper#tables()}
 * @param reversibilities in the same order
 * @param holdings where the target tables have the source's attributes; empty for a plugin, which does not say
 * @param limits of the way back, those of a table together; empty for a plugin, which does not say
 * @param leftBehind sentences about what the target tables leave behind; empty for a plugin, which does not say
 * @param warnings sentences about other risks
 * @param plugin the jar's digest; null: it is made of rules
 */
public record TableMapper(
        Mapper mapper,
        List<TableKind> kinds,
        List<Reversibility> reversibilities,
        List<Holding> holdings,
        List<RowLimit> limits,
        List<String> leftBehind,
        List<String> warnings,
        @Nullable String plugin) {

    /** The mapper, or all that stands in its way. */
    public sealed interface Answer {
        record Ok(TableMapper mapper) implements Answer {}

        /** @param problems at least one */
        record Refused(List<Problem> problems) implements Answer {}
    }

    /** @param pointer where in the file the mapping stands, for messages */
    public static Answer of(MapperSpec spec, KeySchema keys, Plugins plugins, String pointer) {
        return switch (spec) {
            case MapperSpec.Rules rules -> of(MappingCompiler.compile(rules.mapping(), keys), pointer);
            case MapperSpec.Plugin plugin -> of(plugin, keys, plugins);
        };
    }

    private static Answer of(Compiled compiled, String pointer) {
        return switch (compiled) {
            case Compiled.Ok ok ->
                new Answer.Ok(new TableMapper(
                        ok.mapper(),
                        ok.kinds(),
                        ok.reversibilities(),
                        ok.holdings(),
                        ok.limits(),
                        ok.leftBehind(),
                        ok.warnings(),
                        null));
            case Compiled.Refused refused ->
                new Answer.Refused(refused.problems().stream()
                        .map(p -> new Problem(
                                p.code(), "%s%s: %s".formatted(pointer, p.pointer(), p.what()), "", p.fix()))
                        .toList());
        };
    }

    private static Answer of(MapperSpec.Plugin spec, KeySchema keys, Plugins plugins) {
        try {
            var found = plugins.find(spec.name());
            var check = new PluginOptions(spec.name(), found.plugin().options(), spec.options());
            var options = check.check();
            if (!check.problems().isEmpty()) {
                return new Answer.Refused(check.problems());
            }
            return new Answer.Ok(declared(CheckedMapper.of(found.plugin().create(keys, options), keys), found));
        } catch (ProblemException e) {
            return new Answer.Refused(List.of(e.problem()));
        } catch (RuntimeException | LinkageError e) {
            var why = e.getClass().getSimpleName() + ": " + Shown.text(String.valueOf(e.getMessage()));
            return new Answer.Refused(List.of(Problem.of(Code.M030, "mapper plugin " + Shown.name(spec.name()), why)));
        }
    }

    private static TableMapper declared(Mapper mapper, Plugins.Found found) {
        var by = "the plugin " + found.plugin().name() + " " + found.plugin().version() + " (" + found.jar() + ")";
        return new TableMapper(
                mapper,
                mapper.tables().stream().map(t -> kind(t, by)).toList(),
                mapper.tables().stream().map(t -> reversibility(t, mapper)).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                found.digest());
    }

    private static TableKind kind(RowTable table, String by) {
        return table.isOwned()
                ? new TableKind(
                        table.name(), TableKind.Kind.OWNED, "Declared by " + by + "; changes ask the source.", false)
                : new TableKind(
                        table.name(),
                        TableKind.Kind.INJECTIVE,
                        "Declared by " + by + "; each item's key is made again of its row's, or the item is refused.",
                        false);
    }

    private static Reversibility reversibility(RowTable table, Mapper mapper) {
        return new Reversibility(
                table.name(),
                mapper instanceof ReversibleMapper
                        ? List.of()
                        : List.of(new Reversibility.Loss("", "The plugin has no way back.")));
    }
}
