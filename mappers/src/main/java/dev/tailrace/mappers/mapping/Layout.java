package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How rows are filled.
 *
 * @param table as all rules that write it see it
 * @param first the first column that the sources fill; those before it are there already
 * @param sources of the columns from {@code first} on; never changed
 * @param taken attributes that {@code rest} does not get, if their values came into their columns exactly
 * @param paths what rest does not get of the attributes that it gets, as {@code taken}
 * @param literal those of {@code taken} that a template takes, which is exact for S only; never changed
 * @param keys the source key's attributes, which are never in {@code rest}
 */
@SuppressWarnings("ArrayRecordComponent") // read for every item, never compared
record Layout(
        RowTable table,
        int first,
        ColumnSource[] sources,
        Set<String> taken,
        List<AttributePath> paths,
        String[] literal,
        Set<String> keys) {
    /** The paths among the sources that take what they lead to: into no attribute, and no path, that another column takes. */
    static List<AttributePath> paths(List<ColumnSource> sources, Set<String> taken) {
        var all = new ArrayList<AttributePath>();
        for (var source : sources) {
            if (source instanceof ColumnSource.Path path
                    && !path.path().hasPlace()
                    && !taken.contains(path.path().attribute())) {
                all.add(path.path());
            }
        }
        return all.stream()
                .filter(path -> all.stream().noneMatch(other -> !other.equals(path) && other.holds(path)))
                .distinct()
                .toList();
    }
}
