package dev.tailrace.activities.objects;

import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.objects.ObjectStore.Answer;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads the objects of S3 that rows of a table point to, each once, into the table next to it, round and round in the order of
 * the pointers. It holds no lane and needs none: it writes no target table, and what it writes depends on the pointer alone.
 * So rows may come, change and go meanwhile, a second reader or a superseded one does no harm, and a crash costs no more than
 * reading some objects again. A target table's locks are never waited for. For one thread at a time.
 */
public final class ObjectReader {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectReader.class);

    /** How long one step goes on asking. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    /** Looking at pointers that have their objects takes no more than so small a part of the time. */
    private static final int LOOKING = 20;

    /** Bytes that are in memory at once, or the largest object. */
    private static final int CHUNK = 16 << 20;

    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_PER_CHUNK = 100;

    private final LoadedTable table;
    private final ObjectStore store;
    private final Duration shortestRest;
    private final List<Place> places;
    private final Deque<String> waiting = new ArrayDeque<>();

    /** Where the waiting pointers are from. */
    private int place;

    /** The pointer after which the next look begins; empty: at the first of the next column. */
    private String last = "";

    /** In this round: how long looking took, and whether there was nothing to do so far. */
    private Duration looked = Duration.ZERO;

    private boolean idle = true;
    private long restsUntil = System.nanoTime();
    private int troubles;

    /** A column that points, and what the file says of it. */
    private record Place(ObjectSql sql, TargetOptions.Objects asked) {}

    /** Reads with a client of this process. {@code shortestRest} is as below. */
    public static ObjectReader of(LoadedTable table, ObjectClients clients, Duration shortestRest) {
        return new ObjectReader(table, () -> clients.of(table.migration().dynamoDb()), shortestRest);
    }

    /** @param shortestRest after a round in which there was nothing to do, or after trouble */
    public ObjectReader(LoadedTable table, Supplier<S3Client> s3, Duration shortestRest) {
        this.table = table;
        this.store = new ObjectStore(s3);
        this.shortestRest = shortestRest;
        var places = new ArrayList<Place>();
        for (var target : table.mapper().tables()) {
            var asked = table.spec().options(target.name()).objects();
            if (asked != null) {
                asked.of()
                        .forEach(column ->
                                places.add(new Place(new ObjectSql(table.schema(), target.name(), column), asked)));
            }
        }
        this.places = List.copyOf(places);
        place = places.size() - 1;
    }

    /** Whether {@link #step} has something to do. */
    public boolean isDue() {
        return !places.isEmpty() && System.nanoTime() - restsUntil >= 0;
    }

    /** Reads for a while. Whatever fails is logged and tried again later: capture goes on. */
    public void step() {
        long end = System.nanoTime() + STEP.toNanos();
        try {
            do {
                if (waiting.isEmpty()) {
                    look();
                }
                if (!waiting.isEmpty()) {
                    read(end);
                    troubles = 0;
                }
            } while (isDue() && System.nanoTime() < end);
        } catch (SQLException | RuntimeException e) {
            rest(shortestRest.multipliedBy(1L << Math.min(troubles++, 10)));
            LOG.warn("{}: cannot read objects of S3 now", table.ref().name(), e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws SQLException {
        if (last.isEmpty()) {
            place = (place + 1) % places.size();
        }
        long began = System.nanoTime();
        var window =
                Transaction.read(table.target(), c -> places.get(place).sql().look(c, last));
        looked = looked.plusNanos(System.nanoTime() - began);
        last = window.last();
        waiting.addAll(window.wanted());
        idle &= waiting.isEmpty();
        if (last.isEmpty() && place == places.size() - 1) {
            if (idle) {
                rest(looked.multipliedBy(LOOKING));
            }
            looked = Duration.ZERO;
            idle = true;
        }
    }

    /** Not shorter than the shortest, nor longer than the longest. */
    private void rest(Duration wanted) {
        var rest = wanted.compareTo(shortestRest) < 0 ? shortestRest : wanted;
        restsUntil = System.nanoTime() + (rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest).toNanos();
    }

    /** One chunk of the waiting ones. Those that S3 could not be asked for come again in the next round, behind all others. */
    private void read(long end) throws SQLException, InterruptedException {
        var at = places.get(place);
        int atOnce = Math.clamp(CHUNK / at.asked().most(), 1, MOST_AT_ONCE);
        var answers = new TreeMap<String, Answer>();
        var failures = new ArrayList<RuntimeException>();
        long bytes = 0;
        do {
            var some = new ArrayList<String>();
            while (some.size() < atOnce && !waiting.isEmpty()) {
                some.add(waiting.removeFirst());
            }
            bytes += ask(some, at.asked(), answers, failures);
        } while (failures.isEmpty()
                && !waiting.isEmpty()
                && bytes < CHUNK
                && answers.size() < MOST_PER_CHUNK
                && System.nanoTime() < end);
        if (!answers.isEmpty()) {
            Transaction.run(table.target(), Commit.OBJECTS_WRITTEN, c -> {
                at.sql().write(c, answers);
                return answers;
            });
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** @return bytes of content */
    private long ask(
            List<String> pointers,
            TargetOptions.Objects asked,
            SortedMap<String, Answer> answers,
            List<RuntimeException> failures)
            throws InterruptedException {
        long bytes = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = threads.invokeAll(pointers.stream()
                    .map(pointer -> (Callable<Answer>) () -> answer(pointer, asked))
                    .toList());
            for (int i = 0; i < reads.size(); i++) {
                try {
                    var answer = reads.get(i).get();
                    answers.put(pointers.get(i), answer);
                    bytes += answer instanceof Answer.Content content ? content.bytes().length : 0;
                } catch (ExecutionException e) {
                    failures.add(
                            e.getCause() instanceof RuntimeException cause
                                    ? cause
                                    : new IllegalStateException("Cannot read an object", e));
                }
            }
        }
        return bytes;
    }

    private Answer answer(String pointer, TargetOptions.Objects asked) {
        return switch (Pointer.of(pointer, asked.bucket())) {
            case Pointer.Reading.Named named -> store.read(named.pointer(), asked.most());
            case Pointer.Reading.Not not -> new Answer.Refused(not.why());
        };
    }
}
