package dev.tailrace.workflows.stage;

import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.capture.CaptureActivities;
import dev.tailrace.workflows.capture.TokenActivities;
import dev.tailrace.workflows.repair.RepairActivities;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.turn.Turn;
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
                VerificationActivities,
                RepairActivities {
    private static final int ATTEMPT_BITS = 32;

    /** The newest verdict's run, as a listing of repairs has it. */
    public static final long LISTED_RUN = 77;

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

    /** How many of these were accepted by name. */
    public volatile long accepted;

    /** How the file has tables verified. */
    public volatile VerificationOptions required = VerificationOptions.FULL;

    /** Phase changes as the control schema would keep them, once per number. */
    public final Map<String, PhaseChange> moves = new ConcurrentHashMap<>();

    public final Map<String, VerbRecord> verbs = new ConcurrentHashMap<>();
    public final Map<String, QuarantineAcceptance> acceptances = new ConcurrentHashMap<>();
    public final Map<String, VerdictApproval> approvals = new ConcurrentHashMap<>();
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

    /** How these were to verify. */
    public final List<VerificationOptions> levels = new CopyOnWriteArrayList<>();

    /** The repairs that were asked for, each call's. */
    public final List<RepairRequest> repairs = new CopyOnWriteArrayList<>();

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
            return new Registered.Accepted(tables, "digest", "localhost:5432/app", searchAttributes, null);
        });
    }

    @Override
    public Prepared openPass(Preparation request) {
        var table = request.table().name();
        return script.answer("openPass", table, () -> {
            int number = passes.merge(table, request.newPass(), Math::max);
            return new Prepared.Open(
                    passId(number), number, segments, window, captureGroups, tokens, together, indexes, required, null);
        });
    }

    private static long passId(int number) {
        return 100L + number;
    }

    private boolean closed(TableRef table, long passId) {
        return passId(passes.getOrDefault(table.name(), 0)) != passId;
    }

    @Override
    public Turn recordPhase(PhaseChange change) {
        return script.answer("recordPhase", change.table().name(), () -> {
            moves.putIfAbsent(change.table().name() + "/" + change.seq(), change);
            return new Turn.Done();
        });
    }

    /** The phases that a table went through, in order. */
    public List<String> path(String table) {
        return moves.values().stream()
                .filter(change -> change.table().name().equals(table))
                .sorted((a, b) -> Long.compare(a.seq(), b.seq()))
                .flatMap(change -> Stream.of(change.to().name()))
                .toList();
    }

    @Override
    public Turn writeSettings(Steering steering) {
        return script.answer("writeSettings", steering.table().name(), () -> {
            steered.merge(steering.table().name(), steering, FakeWorld::onto);
            return new Turn.Done();
        });
    }

    private static Steering onto(Steering old, Steering now) {
        return new Steering(
                old.table(),
                now.sequence(),
                now.backfillPaused() == null ? old.backfillPaused() : now.backfillPaused(),
                now.capturePaused() == null ? old.capturePaused() : now.capturePaused(),
                now.unitsPerSecond() == null ? old.unitsPerSecond() : now.unitsPerSecond(),
                now.window() == null ? old.window() : now.window(),
                now.givesWay() == null ? old.givesWay() : now.givesWay());
    }

    @Override
    public Turn recordVerb(VerbRecord verb) {
        return script.answer("recordVerb", verb.table().name(), () -> {
            verbs.putIfAbsent(verb.id(), verb);
            return new Turn.Done();
        });
    }

    @Override
    public ProgressAnswer readProgress(ProgressRequest request) {
        return script.answer(
                "readProgress",
                "",
                () -> new ProgressAnswer(
                        request.tables().stream().map(this::progress).toList(), null, null));
    }

    private TableProgress progress(TableRef table) {
        int done = script.calls("copySegment", table.name());
        return new TableProgress(
                table.name(),
                passes.getOrDefault(table.name(), 1),
                1_000,
                Math.min(1_000, 100L * done),
                Math.min(1_000, 100L * done),
                0,
                0,
                quarantined,
                accepted,
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
    public AbortAnswer cleanUpAfterAbort(TableRef table) {
        return script.answer("cleanUpAfterAbort", table.name(), () -> {
            passes.computeIfPresent(table.name(), (name, number) -> number + 1_000);
            return new AbortAnswer(new Turn.Done(), "The rows of " + table.name() + " stay at the target.");
        });
    }

    @Override
    public Turn copySegment(Segment segment) {
        schedulings.add(segment.scheduling());
        briefSegments.add(segment.brief());
        if (segment.scheduling() << ATTEMPT_BITS <= heldTerm) {
            return new Turn.Superseded(heldTerm);
        }
        Turn turn = script.answer("copySegment", segment.table().name(), Turn.Done::new);
        if (turn instanceof Turn.Done) {
            copied.addAll(segment.numbers());
        }
        return turn;
    }

    @Override
    public Turn raiseBarrier(PassRef pass) {
        return script.answer("raiseBarrier", pass.table().name(), Turn.Done::new);
    }

    @Override
    public Turn purge(PassRef pass) {
        return script.answer("purge", pass.table().name(), Turn.Done::new);
    }

    @Override
    public Turn buildIndexes(PassRef pass) {
        return script.answer("buildIndexes", pass.table().name(), Turn.Done::new);
    }

    @Override
    public Turn replayQuarantine(QuarantineReplayRequest request) {
        return script.answer("replayQuarantine", request.table().name(), Turn.Done::new);
    }

    @Override
    public Turn captureChanges(Group group) {
        capturedPasses.add(group.passId());
        return script.answer(
                "captureChanges",
                group.table().name(),
                () -> closed(group.table(), group.passId()) ? new Turn.Done() : new Turn.Yielded());
    }

    @Override
    public Sent sendToken(Pass pass) {
        return script.answer("sendToken", pass.table().name(), () -> new Sent.Written(tokensSent.incrementAndGet()));
    }

    @Override
    public Arrival seekToken(Sought sought) {
        return script.answer("seekToken", sought.table().name(), () -> new Arrival(true, 0, new Turn.Done()));
    }

    @Override
    public Verified compareStores(Request request) {
        verifications.add(request.run());
        levels.add(request.options());
        return script.answer(
                "compareStores",
                request.table().name(),
                () -> Verdicts.of(
                        request.run(),
                        accepted > 0 ? VerdictOutcome.EXCEPTED : VerdictOutcome.EQUAL,
                        request.options().level()));
    }

    @Override
    public Turn acceptQuarantine(QuarantineAcceptance acceptance) {
        return script.answer("acceptQuarantine", acceptance.table().name(), () -> {
            acceptances.putIfAbsent(acceptance.id(), acceptance);
            accepted = quarantined;
            return new Turn.Done();
        });
    }

    @Override
    public Turn recordApproval(VerdictApproval approval) {
        return script.answer("recordApproval", approval.table().name(), () -> {
            approvals.putIfAbsent(approval.id(), approval);
            return new Turn.Done();
        });
    }

    @Override
    public RepairListing listRepairs(RepairQuery query) {
        return script.answer(
                "listRepairs",
                query.table().name(),
                () -> new RepairListing(
                        query.run() == 0 ? LISTED_RUN : query.run(),
                        2,
                        1,
                        1,
                        4,
                        List.of("1  missing in orders: write the row as the source has it"),
                        null));
    }

    @Override
    public Turn repairRows(RepairRequest request) {
        repairs.add(request);
        return script.answer("repairRows", request.table().name(), Turn.Done::new);
    }
}
