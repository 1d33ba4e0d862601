package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.mapper.Mapper;
import java.util.List;

/** The outcome of compiling a mapping. */
public sealed interface Compiled {
    /**
     * It can run.
     *
     * @param kinds one per target table, in the order of {@link Mapper#targets()}
     * @param warnings sentences about risks that items may or may not run into
     */
    record Ok(Mapper mapper, List<TableKind> kinds, List<String> warnings) implements Compiled {
        public Ok {
            kinds = List.copyOf(kinds);
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot run. All problems at once, at least one. */
    record Refused(List<MappingProblem> problems) implements Compiled {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
