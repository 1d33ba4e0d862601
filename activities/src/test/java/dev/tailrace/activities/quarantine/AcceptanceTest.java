package dev.tailrace.activities.quarantine;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.ProgressReader;
import dev.tailrace.activities.lane.Signatures;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.quarantine.AcceptedSet.Accepted;
import dev.tailrace.workflows.table.TableActivities.QuarantineAcceptance;
import dev.tailrace.workflows.table.TableActivities.VerdictApproval;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in quarantine is accepted by name: the keys that are there then, and no others. */
@Tag("stack")
@Timeout(60)
class AcceptanceTest {
    private Bench bench;
    private Capturing capture;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
        new Copying(bench, 1).last(bad("a", "x"), bad("b", "x"), item("c", "x", 1), item("d", "x", 1));
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
        capture = new Capturing(bench, 1);
    }

    @Test
    void anAcceptanceHoldsForTheKeysThatWereThereAndIsVoidWithOneMore() throws Exception {
        assertThat(accepted()).isEmpty();
        accept("1");
        var first = accepted().orElseThrow();
        assertThat(first.keys()).isEqualTo(2);
        assertThat(first.present()).isEqualTo(2);
        assertThat(first.by()).isEqualTo("ann");
        assertThat(first.reason()).isEqualTo("test data");
        assertThat(first.digest()).isEqualTo(digest());
        assertThat(inStatus()).isEqualTo(2);

        // Another version of an accepted one.
        capture.change(bad("a", "x"), bad("a", "y")).apply();
        assertThat(accepted()).isPresent();
        capture.change(item("c", "x", 1), bad("c", "x")).apply();
        assertThat(accepted()).isEmpty();
        assertThat(inStatus()).isZero();
        // It leaves again.
        capture.change(bad("c", "x"), item("c", "x", 2)).apply();
        assertThat(accepted()).contains(first);

        capture.change(item("c", "x", 2), bad("c", "x")).apply();
        accept("2");
        assertThat(accepted().map(Accepted::keys)).contains(3L);
        assertThat(events()).containsExactly("ann 2", "ann 3");
    }

    @Test
    void oneThatLeavesTakesNothingAway() throws Exception {
        accept("1");
        capture.change(bad("a", "x"), item("a", "x", 1)).apply();
        assertThat(accepted().map(Accepted::present)).contains(1L);
        capture.change(bad("b", "x"), null).apply();
        assertThat(accepted().map(Accepted::present)).contains(0L);
        // What comes back was accepted by name, too.
        capture.change(item("a", "x", 1), bad("a", "x")).apply();
        assertThat(accepted().map(Accepted::present)).contains(1L);
    }

    /** An item that comes between two attempts was seen by no one. */
    @Test
    void anAttemptThatIsRepeatedAcceptsNothingMore() throws Exception {
        accept("1");
        capture.change(item("c", "x", 1), bad("c", "x")).apply();
        accept("1");
        assertThat(accepted()).isEmpty();
        assertThat(events()).hasSize(1);
    }

    @Test
    void anotherPassBeginsWithoutAnAcceptance() throws Exception {
        accept("1");
        long old = bench.passId;
        bench.run("update tailrace.pass set closed_at = now() where id = " + old);
        bench.passId = bench.openPass(2);
        assertThat(accepted()).isEmpty();
        bench.passId = old;
        bench.run("delete from tailrace.accepted_key; delete from tailrace.acceptance");
        accept("2");
        assertThat(accepted()).as("of a closed pass").isEmpty();
    }

    @Test
    void anApprovalStandsOnceHoweverOftenItIsWritten() throws Exception {
        var approval = new VerdictApproval(bench.table.ref(), "1", bench.passId, "ab".repeat(32), "ann", "seen");
        Signatures.approve(bench.pool, approval);
        Signatures.approve(bench.pool, approval);
        assertThat(bench.one(String.class, "select approved_by || ' ' || digest from tailrace.approval"))
                .isEqualTo("ann " + "ab".repeat(32));
        assertThat(bench.one(Long.class, "select count(*) from tailrace.audit where type = 'VerdictApproved'"))
                .isOne();
    }

    private void accept(String id) throws Exception {
        Signatures.accept(
                bench.pool, new QuarantineAcceptance(bench.table.ref(), id, bench.passId, "ann", "test data"));
    }

    private Optional<Accepted> accepted() throws Exception {
        return Transaction.read(bench.pool, c -> AcceptedSet.of(c, bench.passId));
    }

    private long inStatus() throws Exception {
        return Transaction.read(bench.pool, c -> ProgressReader.read(c, bench.table.ref()))
                .getFirst()
                .accepted();
    }

    private String digest() throws Exception {
        var keys = DSL
                .using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select key_digest from tailrace.quarantine")
                .getValues(0, String.class)
                .stream()
                .sorted()
                .toList();
        var sha256 = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha256.digest(String.join("\n", keys).getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> events() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch(
                        "select actor || ' ' || (payload ->> 'keys') from tailrace.audit where type = 'QuarantineAccepted'"
                                + " order by seq")
                .getValues(0, String.class);
    }
}
