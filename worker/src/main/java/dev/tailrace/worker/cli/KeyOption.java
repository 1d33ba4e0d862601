package dev.tailrace.worker.cli;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** The key of a source table as an option states it: {@code PK:S,SK:S}. */
final class KeyOption {
    private KeyOption() {}

    /** Throws {@link Failure} if the text is none. */
    static KeySchema read(String stated) {
        var attributes = Stream.of(stated.split(",", -1))
                .map(one -> attribute(stated, one.strip()))
                .toList();
        if (attributes.size() > 2) {
            throw wrong(stated);
        }
        return new KeySchema(attributes.getFirst(), attributes.size() == 2 ? attributes.get(1) : null);
    }

    private static KeyAttribute attribute(String stated, String one) {
        int colon = one.lastIndexOf(':');
        var type = one.substring(colon + 1);
        if (colon < 1 || !List.of("S", "N", "B").contains(type)) {
            throw wrong(stated);
        }
        return new KeyAttribute(one.substring(0, colon), KeyType.valueOf(type));
    }

    static Failure wrong(String stated) {
        return new Failure(List.of(Problem.of(
                Code.F004, "--key " + stated, "", "Name one attribute or two with S, N or B: --key PK:S,SK:S")));
    }
}
