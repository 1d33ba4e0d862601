package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it is told at once. */
final class Problems {
    private final List<MappingProblem> found = new ArrayList<>();

    /** A problem with the fix that its code states. */
    void add(String pointer, Code code, String what) {
        add(pointer, code, what, code.fix());
    }

    void add(String pointer, Code code, String what, String fix) {
        found.add(new MappingProblem(pointer, code.id(), what, fix));
    }

    /** Tells of a column type that there is not, with the one that is meant, where that is known. */
    void unknownType(String pointer, String type) {
        var sizes = ColumnTypes.wrongSizes(type);
        if (sizes != null) {
            add(
                    pointer,
                    Code.M003,
                    "The column type " + Shown.text(type) + " " + sizes + ".",
                    "Write numeric(p,s) with s no larger than p, as in \"numeric(12,2)\"; or numeric, which holds any number.");
            return;
        }
        var meant = ColumnTypes.meant(type);
        add(
                pointer,
                Code.M003,
                "The column type " + Shown.text(type) + " is unknown.",
                (meant == null ? "" : "Did you mean " + meant + "? ") + "Write one of "
                        + String.join(", ", ColumnTypes.NAMES) + ".");
    }

    int count() {
        return found.size();
    }

    List<MappingProblem> all() {
        return found;
    }

    /** A JSON pointer to a member. */
    static String pointer(String parent, String member) {
        return parent + "/" + member.replace("~", "~0").replace("/", "~1");
    }
}
