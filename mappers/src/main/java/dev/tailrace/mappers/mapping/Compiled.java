package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import java.util.List;

/** The outcome of compiling a mapping. */
public sealed interface Compiled {
    /**
     * It can run.
     *
     * @param kinds one per target table, in the order of {@link Mapper#tables()}
     * @param reversibilities whether rows restore their items; one per target table, in the same order
     * @param holdings where the target tables have the source's attributes
     * @param limits of the way back, those of a table together
     * @param leftBehind sentences about what target tables leave behind, of which their reversibilities tell, too
     * @param warnings sentences about risks that items may or may not run into
     */
    record Ok(
            ReversibleMapper mapper,
            List<TableKind> kinds,
            List<Reversibility> reversibilities,
            List<Holding> holdings,
            List<RowLimit> limits,
            List<String> leftBehind,
            List<String> warnings)
            implements Compiled {
        public Ok {
            kinds = List.copyOf(kinds);
            reversibilities = List.copyOf(reversibilities);
            holdings = List.copyOf(holdings);
            limits = List.copyOf(limits);
            leftBehind = List.copyOf(leftBehind);
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
