package dev.tailrace.activities.verification;

import static dev.tailrace.activities.verification.ComparedOrders.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.verification.SampleStatement.Bound;
import dev.tailrace.workflows.verification.TableRows;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each level's verdict says, on a real Postgres. */
@Tag("stack")
@Timeout(120)
class LevelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparedOrders orders;

    @BeforeEach
    void open() throws Exception {
        orders = new ComparedOrders();
    }

    @Test
    void aCountOfEqualSidesIsEqualAndStoresTheTotalsOfBoth() throws Exception {
        var verdict = orders.verify(VerificationLevel.COUNT);
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(verdict.tables())
                .containsExactly(new TableRows("orders", ComparedOrders.ITEMS, ComparedOrders.ITEMS));
        assertThat(verdict.balance().balances()).isTrue();
        assertThat(verdict.limits()).anyMatch(limit -> limit.startsWith("no single row was compared"));
        var totals = JSON.readTree(orders.bench.one(String.class, "select totals from tailrace.verification"));
        var total = totals.at("/tables/0/columns/0");
        assertThat(total.get("column").asText()).isEqualTo("total");
        assertThat(total.get("source")).isEqualTo(total.get("target"));
        assertThat(total.at("/source/values").asText()).isEqualTo("200");
        assertThat(totals.at("/tables/0/notCompared").toString()).isEqualTo("[\"id\",\"rest\"]");
        assertThat(totals.at("/tables/0/sql").asText()).startsWith("select count(*), count(\"total\"), sum(\"total\")");
    }

    @Test
    void aCountWhileChangesAreCapturedClaimsNothing() throws Exception {
        orders.afterScan(() -> {
            try {
                orders.captured(order(3), order("0003", "99", "n", null));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        var verdict = orders.verify(VerificationLevel.COUNT);
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(verdict.limits()).anyMatch(limit -> limit.startsWith("1 changes were captured"));
        assertThat(verdict.confirmed().mismatches()).isZero();
    }

    @Test
    void aCountThatDiffersSaysOfWhichColumns() throws Exception {
        orders.bench.run("update orders set total = round(total, 1), name = upper(name)");
        var verdict = orders.verify(VerificationLevel.COUNT);
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.DIFFERENT);
        // In upper case the names are as long as before.
        assertThat(verdict.limits()).anyMatch(limit -> limit.equals("orders: the totals differ of total"));
    }

    @Test
    void aSampleSaysWhatItProvesAndByWhichSeed() throws Exception {
        var verdict = orders.verify(new VerificationOptions(VerificationLevel.SAMPLE, "morning", 0.99, 0.2));
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(verdict.circumstances().seed()).isEqualTo("morning");
        assertThat(verdict.sample().confidence()).isEqualTo("0.99");
        assertThat(verdict.sample().source()).isEqualTo(new Bound(1, 1, 0, 0));
        assertThat(verdict.sample().target().units()).isEqualTo(ComparedOrders.ITEMS);
        assertThat(verdict.sample().target().atMost()).isLessThanOrEqualTo(40);
        assertThat(verdict.limits())
                .anyMatch(limit -> limit.startsWith("a sample: with 99 % confidence at most 0 of 1 segments"));
        assertThat(verdict.balance().balances()).isTrue();
    }

    @Test
    void aSeedThatNoOneGaveIsRecordedBeforeTheFirstRead() throws Exception {
        var recorded = new ArrayList<String>();
        orders.beforeScan(() -> recorded.add(orders.bench.one(
                String.class,
                "select payload::jsonb ->> 'seed' from tailrace.audit where type = 'VerificationStarted'")));
        var verdict = orders.verify(VerificationLevel.SAMPLE);
        assertThat(recorded).containsExactly(verdict.circumstances().seed());
        assertThat(orders.bench.one(String.class, "select seed from tailrace.verification_begun"))
                .isEqualTo(verdict.circumstances().seed())
                .hasSize(32);
    }

    @Test
    void touchedRenewsAVerdictThatStandsAndNothingElse() throws Exception {
        var none = orders.verify(VerificationLevel.TOUCHED);
        assertThat(none.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(none.limits()).anyMatch(limit -> limit.startsWith("no verdict stands"));

        assertThat(orders.verify(VerificationLevel.FULL).outcome()).isEqualTo(VerdictOutcome.EQUAL);
        var changed = order("0003", "99", "n", null);
        orders.put(changed);
        orders.captured(order(3), changed);
        var renewed = orders.verify(VerificationLevel.TOUCHED);
        assertThat(renewed.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(renewed.limits()).anyMatch(limit -> limit.startsWith("only the 1 keys that were written"));
        assertThat(orders.bench.one(Long.class, "select count(*) from tailrace.touched"))
                .isZero();

        orders.captured(changed, order("0003", "1", "wrong", null));
        var different = orders.verify(VerificationLevel.TOUCHED);
        assertThat(different.outcome()).isEqualTo(VerdictOutcome.DIFFERENT);
        assertThat(different.confirmed().different()).isEqualTo(1);
        orders.captured(order("0003", "1", "wrong", null), changed);
        assertThat(orders.verify(VerificationLevel.TOUCHED).outcome()).isEqualTo(VerdictOutcome.EQUAL);
    }

    @Test
    void whereTooManyKeysWereWrittenTouchedProvesNothing() throws Exception {
        orders.verify(VerificationLevel.FULL);
        orders.bench.run("insert into tailrace.touched_full select id, marks from tailrace.pass");
        var verdict = orders.verify(VerificationLevel.TOUCHED);
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(verdict.limits()).anyMatch(limit -> limit.startsWith("more keys were written than are marked"));
    }
}
