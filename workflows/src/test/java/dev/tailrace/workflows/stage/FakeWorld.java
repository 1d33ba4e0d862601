package dev.tailrace.workflows.stage;

import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.capture.CaptureActivities;
import dev.tailrace.workflows.capture.TokenActivities;
import dev.tailrace.workflows.migration.TableActivities;
import dev.tailrace.workflows.migration.TableRef;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.verification.VerificationActivities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A world in which everything goes well at once, unless told otherwise. Counts calls, keeps what was written to the control
 * schema, and closes a pass as the real one does.
 */
public final class FakeWorld
        implements TableActivities,
                BackfillActivities,
                BarrierActivities,
                CaptureActivities,
                TokenActivities,
                VerificationActivities {
    private static final int ATTEMPT_BITS = 32;

    /** Whether the namespace has the search attributes. */
    public volatile boolean searchAttributes;

    public volatile int segments = 3;
    public volatile int window = 2;
    public volatile int captureGroups = 1;
    public volatile int together = 16;
    public volatile boolean indexes;
    public volatile boolean tokens = true;

    /** The term under which a predecessor holds the segments. */
    public volatile long heldTerm;

    public volatile double oldestUnreadSeconds = 1;

    public volatile long quarantined;

    /** Phase changes as the control schema would keep them, once per number. */
    public final Map<String, PhaseChange> moves = new ConcurrentHashMap<>();

    public final Map<String, VerbRecord> verbs = new ConcurrentHashMap<>();
    public final Map<String, Steering> steered = new ConcurrentHashMap<>();
    public final Map<String, Integer> passes = new ConcurrentHashMap<>();

    /** The scheduling numbers of segments' turns, in order. */
    public final List<Long> schedulings = new CopyOnWriteArrayList<>();

    /** The segments that were copied to their end, of all tables. */
    public final List<Integer> copied = new CopyOnWriteArrayList<>();

    /** Whether segments' turns were to be brief, in order. */
    public final List<Boolean> briefSegments = new CopyOnWriteArrayList<>();

    /** The passes that capture was asked to read, in order. */
    public final List<Long> capturedPasses = new CopyOnWriteArrayList<>();

    /** The runs that verifications were asked for, each call's. */
    public final List<Long> verifications = new CopyOnWriteArrayList<>();

    private final Script script = new Script();
    private final AtomicLong tokensSent = new AtomicLong();

    /** What the world is told to answer. */
    public Script script() {
        return script;
    }

    @Override
    public Registered register(Registration request) {
        return script.answer("register", request.workflowId(), () -> {
            var control = "env:TARGET_URL";
            var tables = new ArrayList<TableRef>();
            request.file()
                    .path("tables")
                    .forEach(table -> tables.add(new TableRef(
                            request.workflowId(), table.path("from").asText(), control)));
            return new Registered.Accepted(tables, "digest", "localhost:5432/app", searchAttributes);
        });
    }

    @Override
    public Prepared prepare(Preparation request) {
        var table = request.table().table();
        return script.answer("prepare", table, () -> {
            int number = passes.merge(table, request.newPass(), Math::max);
            return new Prepared.Open(
                    passId(number), number, segments, window, captureGroups, tokens, together, indexes);
        });
    }

    private static long passId(int number) {
        return 100L + number;
    }

    private boolean closed(TableRef table, long pass) {
        return passId(passes.getOrDefault(table.table(), 0)) != pass;
    }

    @Override
    public Turn recordPhase(PhaseChange change) {
        return script.answer("recordPhase", change.table().table(), () -> {
            moves.putIfAbsent(change.table().table() + "/" + change.seq(), change);
            return new Turn.Done();
        });
    }

    /** The phases that a table went through, in order. */
    public List<String> path(String table) {
        return moves.values().stream()
                .filter(change -> change.table().table().equals(table))
                .sorted((a, b) -> Long.compare(a.seq(), b.seq()))
                .flatMap(change -> Stream.of(change.to().name()))
                .toList();
    }

    @Override
    public Turn steer(Steering steering) {
        return script.answer("steer", steering.table().table(), () -> {
            steered.merge(steering.table().table(), steering, FakeWorld::onto);
            return new Turn.Done();
        });
    }

    private static Steering onto(Steering old, Steering now) {
        return new Steering(
                old.table(),
                now.sequence(),
                now.copyPaused() == null ? old.copyPaused() : now.copyPaused(),
                now.capturePaused() == null ? old.capturePaused() : now.capturePaused(),
                now.unitsPerSecond() == null ? old.unitsPerSecond() : now.unitsPerSecond(),
                now.window() == null ? old.window() : now.window());
    }

    @Override
    public Turn recordVerb(VerbRecord verb) {
        return script.answer("recordVerb", verb.table().table(), () -> {
            verbs.putIfAbsent(verb.id(), verb);
            return new Turn.Done();
        });
    }

    @Override
    public ProgressAnswer progress(ProgressRequest request) {
        return script.answer(
                "progress",
                "",
                () -> new ProgressAnswer(
                        request.tables().stream().map(this::progress).toList(), null));
    }

    private TableProgress progress(TableRef table) {
        int done = script.calls("copySegment", table.table());
        return new TableProgress(
                table.table(),
                passes.getOrDefault(table.table(), 1),
                1_000,
                Math.min(1_000, 100L * done),
                Math.min(1_000, 100L * done),
                0,
                0,
                quarantined,
                segments,
                Math.min(segments, done),
                0,
                12.5,
                null,
                0,
                7,
                1,
                0,
                2,
                0.9,
                null,
                oldestUnreadSeconds,
                tokensSent.get(),
                false,
                0,
                null,
                false,
                window,
                window,
                null,
                null,
                List.of(),
                List.of());
    }

    @Override
    public AbortAnswer abort(TableRef table) {
        return script.answer("abort", table.table(), () -> {
            passes.computeIfPresent(table.table(), (name, number) -> number + 1_000);
            return new AbortAnswer(new Turn.Done(), "The rows of " + table.table() + " stay at the target.");
        });
    }

    @Override
    public Turn copySegment(Segment segment) {
        schedulings.add(segment.scheduling());
        briefSegments.add(segment.brief());
        if (segment.scheduling() << ATTEMPT_BITS <= heldTerm) {
            return new Turn.Superseded(heldTerm);
        }
        Turn turn = script.answer("copySegment", segment.table().table(), Turn.Done::new);
        if (turn instanceof Turn.Done) {
            copied.addAll(segment.numbers());
        }
        return turn;
    }

    @Override
    public Turn raiseBarrier(PassRef pass) {
        return script.answer("raiseBarrier", pass.table().table(), Turn.Done::new);
    }

    @Override
    public Turn purge(PassRef pass) {
        return script.answer("purge", pass.table().table(), Turn.Done::new);
    }

    @Override
    public Turn buildIndexes(PassRef pass) {
        return script.answer("buildIndexes", pass.table().table(), Turn.Done::new);
    }

    @Override
    public Turn lookAgain(LookAgain request) {
        return script.answer(
                request.all() ? "lookAgainAtAll" : "lookAgain", request.table().table(), Turn.Done::new);
    }

    @Override
    public Turn capture(Group group) {
        capturedPasses.add(group.pass());
        return script.answer(
                "capture",
                group.table().table(),
                () -> closed(group.table(), group.pass()) ? new Turn.Done() : new Turn.Yielded());
    }

    @Override
    public Sent send(Pass pass) {
        return script.answer("send", pass.table().table(), () -> new Sent.Written(tokensSent.incrementAndGet()));
    }

    @Override
    public Arrival arrived(Sought sought) {
        return script.answer("arrived", sought.table().table(), () -> new Arrival(true, 0, new Turn.Done()));
    }

    @Override
    public Verified verify(Request request) {
        verifications.add(request.run());
        return script.answer("verify", request.table().table(), () -> Verdicts.of(request.run(), Outcome.EQUAL));
    }
}
