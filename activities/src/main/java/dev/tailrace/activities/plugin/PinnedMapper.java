package dev.tailrace.activities.plugin;

import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mapper that a migration was started with, and no other (I9). */
public final class PinnedMapper {
    private PinnedMapper() {}

    /**
     * The table's mapper.
     *
     * @param digest of the plugin's jar at the start; null: there is none
     * @throws ProblemException if the plugin cannot be used, or is another than at the start
     */
    public static Mapper of(TableSpec table, KeySchema keys, Plugins plugins, @Nullable String digest) {
        return switch (TableMapper.of(table.mapper(), keys, plugins, "/mapping")) {
            case TableMapper.Answer.Refused refused ->
                throw new ProblemException(refused.problems().getFirst());
            case TableMapper.Answer.Ok ok -> {
                if (!Objects.equals(ok.mapper().plugin(), digest)) {
                    throw new ProblemException(changed(table.mapper()));
                }
                yield ok.mapper().mapper();
            }
        };
    }

    /** What is wrong where the jar is another. */
    public static Problem changed(MapperSpec spec) {
        var name = spec instanceof MapperSpec.Plugin plugin ? Shown.name(plugin.name()) : "of none";
        return Problem.of(
                Code.M031,
                "mapper plugin " + name,
                "the jar has another digest, so it may map items otherwise than what was copied");
    }
}
