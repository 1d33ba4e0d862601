package dev.tailrace.embedded.scenario;

import dev.tailrace.embedded.checker.Expectation;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/**
 * A table design with its life. Items are numbered from 0; an item's key is a function of its number alone, the rest comes
 * from the random generator. Pure and thread-safe; table names carry a suffix, so that runs do not meet.
 */
public interface Scenario {
    /** Its id in the catalogue. */
    String id();

    /** The source tables, each with a stream of new and old images. */
    List<CreateTableRequest> tables();

    /** The schema of the target tables: one migration may have several scenarios. */
    default String schema() {
        return "shop";
    }

    /** Its entries under {@code tables:} of a migration file, as YAML, indented by two. */
    String mapping();

    /** What the checker expects of each source table. */
    List<Expectation> expectations();

    /** A whole item {@code n}. */
    Write.Put item(long n, RandomGenerator random);

    /** Removes item {@code n}. */
    Write.Delete delete(long n);

    /** Other values for item {@code n}, in the same row. */
    Write update(long n, RandomGenerator random);

    /** Another row for item {@code n}; where rows cannot move, an update. */
    default Write move(long n, RandomGenerator random) {
        return update(n, random);
    }

    /** What happens to item {@code n}, in order. */
    default List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        return switch (kind) {
            case INSERT -> List.of(item(n, random));
            case UPDATE -> List.of(update(n, random));
            case DELETE -> List.of(delete(n));
            case REINSERT -> List.of(delete(n), item(n, random));
            case MOVE -> List.of(move(n, random));
        };
    }
}
