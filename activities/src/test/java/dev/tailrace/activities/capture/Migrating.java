package dev.tailrace.activities.capture;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.CaptureGroup.Attempt;
import dev.tailrace.activities.capture.CaptureGroup.Shared;
import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.dynamodb.PacedStreams;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.ShardLanes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.objects.ObjectReader;
import dev.tailrace.activities.postgres.write.LaneWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import software.amazon.awssdk.services.s3.S3Client;

/** A table of the fake source on its way into a real Postgres: passes, copies and turns of capture as a test deals them. */
final class Migrating implements AutoCloseable {
    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofMinutes(1),
            Duration.ZERO,
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            100,
            3,
            EngineOptions.local().heartbeatTimeout(),
            EngineOptions.local().longestRetryPause(),
            StoreTimeouts.local());

    /** Instead of a position, of a lane from R0. */
    static final String UNREAD = "unread";

    final FakeTable source;
    final Bench bench;
    final LoadedTable table;
    Pass pass;
    private final AtomicLong term = new AtomicLong();
    private EngineOptions options = OPTIONS;
    private Duration fresh = Duration.ofMillis(200);
    private final HikariDataSource pool;
    private final DSLContext looking;
    private Supplier<S3Client> s3 = () -> {
        throw new IllegalStateException("the table has no objects");
    };
    private Threads threads = Threads.VIRTUAL;
    private int passes;
    private OperatorSettings settings;

    Migrating(FakeTable source) throws SQLException {
        this(new Bench(source), source);
    }

    /** @param bench may have served another table before */
    Migrating(Bench bench, FakeTable source) throws SQLException {
        this(bench, source, PacedStreams.OF_OTHERS);
    }

    /** @param perSecond how often a stream may be described */
    Migrating(Bench bench, FakeTable source, int perSecond) throws SQLException {
        this.source = source;
        this.bench = bench;
        var config = new HikariConfig();
        config.setDataSource(bench.pool);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(30);
        pool = new HikariDataSource(config);
        var old = bench.table;
        table = new LoadedTable(
                old.id(),
                old.ref(),
                old.migration(),
                old.spec(),
                old.mapper(),
                old.capacity(),
                pool,
                new DynamoDbSource(
                        old.ref().name(), old.keys(), source, new PacedStreams(source.streamClient(), perSecond)));
        looking = DSL.using(pool.getConnection(), SQLDialect.POSTGRES);
        passes = bench.one(Integer.class, "select max(number) from tailrace.pass");
        openPass();
    }

    /** What the engine does at the start and after a gap: close, empty, list the shards, record them. */
    void openPass() throws SQLException {
        Transaction.run(
                bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
        bench.run("truncate things");
        var stream = source.stream().arn();
        var shards = table.source().shards(stream);
        bench.passId = bench.openPass(++passes);
        bench.run("delete from tailrace.lane where name = 'shard/a' and pass_id = " + bench.passId);
        bench.run("update tailrace.pass set stream_arn = '%s' where id = %d".formatted(stream, bench.passId));
        pass = Transaction.run(bench.pool, Commit.PASS_OPENED, c -> {
            ShardLanes.recordFirst(c, bench.passId, shards, true);
            return Passes.get(DSL.using(c, SQLDialect.POSTGRES), bench.passId);
        });
    }

    /** Turns end when told to, and pages are as large as the service makes them. */
    Migrating poll(Duration poll) {
        options = new EngineOptions(
                Duration.ofMinutes(5),
                OPTIONS.settle(),
                poll,
                Duration.ofSeconds(1),
                OPTIONS.tokenEvery(),
                OPTIONS.idleInTransaction(),
                OPTIONS.resolved(),
                EngineOptions.standard().records(),
                OPTIONS.heartbeatTimeout(),
                OPTIONS.longestRetryPause(),
                OPTIONS.timeouts());
        return this;
    }

    /** What the operator wants is read again each time it is asked for. */
    Migrating attentive() {
        fresh = Duration.ZERO;
        return this;
    }

    /** Where it reads. */
    Migrating threads(Threads wanted) {
        threads = wanted;
        return this;
    }

    /** What the operator wants is remembered for so long, from one turn to the next. */
    Migrating remembering(Duration remembered) {
        settings = new OperatorSettings(pool, 1, remembered);
        return this;
    }

    /** What objects are read from. */
    Migrating objects(S3Client client) {
        s3 = () -> client;
        return this;
    }

    /** One turn of a group, until the condition holds at a round's begin. */
    Turn turn(Group group, BooleanSupplier until) throws SQLException, Gap, LaneLost, InterruptedException {
        var shared = new Shared(
                settings == null ? new OperatorSettings(pool, 1, fresh) : settings,
                threads,
                new ObjectReader(table, s3, Duration.ofMillis(20)),
                new ShardListing(),
                LaneWriter.of(table, options));
        return new CaptureGroup(
                        table, pass, new Attempt(group, term.incrementAndGet(), new Until(until)), options, shared)
                .run();
    }

    Group group(int number, int groups) {
        return Group.turn(table.ref(), pass.id(), number, groups, Scheduling.NONE);
    }

    Turn turn(BooleanSupplier until) throws SQLException, Gap, LaneLost, InterruptedException {
        return turn(group(0, 1), until);
    }

    /** A turn of so many rounds. */
    Turn rounds(int rounds) throws SQLException, Gap, LaneLost, InterruptedException {
        var left = new int[] {rounds + 1};
        return turn(() -> --left[0] <= 0);
    }

    /** Reads until everything is applied; a turn that ends by itself before that is a failure. */
    void catchUp() throws SQLException, Gap, LaneLost, InterruptedException {
        var turn = turn(new Looking(this::isCaughtUp));
        if (!isCaughtUp()) {
            var left = positions();
            left.entrySet().removeIf(lane -> isAtEnd(lane.getKey(), lane.getValue()));
            throw new AssertionError("not caught up: " + turn + ", " + left + ", of "
                    + positions().keySet() + ", open " + source.stream().openIds() + ", closed "
                    + source.stream().closed());
        }
    }

    /** Copies what the source holds now, raises the barrier, purges. */
    void copy() throws SQLException, LaneLost {
        copy(source.items().stream().map(Attributes::toItem).toArray(Item[]::new));
    }

    /** Copies these items, read some time ago. */
    void copy(Item... items) throws SQLException, LaneLost {
        new Copying(bench, term.incrementAndGet()).last(items);
        Copying.raiseBarrier(bench);
        Copying.purge(bench, term.incrementAndGet());
    }

    /** The pass's row has changed. */
    void reload() throws SQLException {
        pass = Transaction.read(bench.pool, c -> Passes.get(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
    }

    /** Reads until everything is applied that is listed. */
    void catchUpWithListed() throws SQLException, Gap, LaneLost, InterruptedException {
        turn(() -> positions().entrySet().stream().allMatch(lane -> isAtEnd(lane.getKey(), lane.getValue())));
    }

    private boolean isAtEnd(String lane, String position) {
        var shard = lane.substring("shard/".length());
        if (position.equals("done") || !source.stream().openIds().contains(shard)) {
            return position.equals("done");
        }
        var last = source.stream().last(shard);
        // What was trimmed before the pass began is in its pages.
        return last == null
                || last.equals(position)
                || position.equals(UNREAD) && !source.stream().keepsAnyOf(shard);
    }

    boolean isCaughtUp() {
        var lanes = positions();
        return Stream.concat(source.stream().closed().stream(), source.stream().openIds().stream())
                .map(Lanes::shard)
                .allMatch(lane -> lanes.containsKey(lane) && isAtEnd(lane, lanes.get(lane)));
    }

    /** The pass's shard lanes: their position, or that they are done, or first ones that gave nothing yet. */
    synchronized Map<String, String> positions() {
        var positions = new TreeMap<String, String>();
        looking.fetch(
                        "select name, case when done then 'done' else coalesce(position,"
                                + " case when starting_sequence is null then '" + UNREAD + "' else '' end) end"
                                + " from tailrace.lane where pass_id = ? and kind = 'shard'",
                        pass.id())
                .forEach(r -> positions.put(r.get(0, String.class), r.get(1, String.class)));
        return positions;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Looks no more often than costs nothing. */
    private static final class Looking implements BooleanSupplier {
        private final BooleanSupplier condition;
        private long next = System.nanoTime();

        Looking(BooleanSupplier condition) {
            this.condition = condition;
        }

        @Override
        public boolean getAsBoolean() {
            if (System.nanoTime() < next) {
                return false;
            }
            boolean holds = condition.getAsBoolean();
            next = System.nanoTime() + Duration.ofMillis(20).toNanos();
            return holds;
        }
    }

    /** Asked several times in a round, and once more by whoever was told to stop: a condition that did hold is not asked again. */
    private static final class Until implements Heartbeat {
        private final BooleanSupplier condition;
        private boolean held;

        Until(BooleanSupplier condition) {
            this.condition = condition;
        }

        @Override
        public boolean stopRequested() {
            held = held || condition.getAsBoolean();
            return held;
        }

        @Override
        public void close() {}
    }
}
