package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.verify.Findings;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import dev.tailrace.workflows.verification.VerificationActivities.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Item KEY = Item.of(Map.of("id", new Text("secret")));

    @Test
    void withNothingFoundAndTokensItIsEqualWithoutLimits() {
        var verdict = verdict(true, findings(0, 0, 0, 0, false));
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(verdict.limits()).isEmpty();
        assertThat(verdict.equal()).isEqualTo(100);
        assertThat(verdict.finishedAt()).isEqualTo("2026-11-20T10:00:00.123Z");
    }

    @Test
    void withoutTokensItNamesThatLimit() {
        var equal = verdict(false, findings(0, 0, 0, 0, false));
        assertThat(equal.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(equal.limits()).singleElement().asString().startsWith("no tokens: ");
        assertThat(verdict(false, findings(1, 0, 0, 0, false)).limits())
                .singleElement()
                .asString()
                .contains("while the source did not change");
    }

    @Test
    void whatIsQuarantinedUnprovenOrNotLookedAtIsNeverEqual() {
        assertThat(verdict(true, findings(0, 1, 0, 0, false)).outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(verdict(true, findings(0, 0, 1, 0, false)).outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(verdict(true, findings(0, 0, 0, 1, false)).outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(verdict(true, findings(1, 1, 1, 1, false)).outcome()).isEqualTo(VerdictOutcome.DIFFERENT);
    }

    @Test
    void keysAreNamedByDigestOnly() {
        var limits = verdict(true, findings(0, 3, 0, 0, false)).limits();
        assertThat(limits)
                .singleElement()
                .asString()
                .startsWith("3 items are in quarantine")
                .contains(Digests.sourceKey(KEY).substring(0, 12) + ", …")
                .doesNotContain("secret");
    }

    @Test
    void itSaysWhyItIsUnproven() {
        assertThat(verdict(true, findings(0, 0, 2, 0, false)).limits())
                .containsExactly("2 items changed at every look");
        assertThat(verdict(true, findings(0, 0, 2, 0, true)).limits())
                .containsExactly("2 items differed, and capture did not show a token in time");
    }

    @Test
    void whatConstraintsWouldRefuseIsAWarningAndNoDifference() {
        var verdict = verdict(
                true,
                findings(0, 0, 0, 0, false),
                new Violation(
                        "orphan", "orders", "orders refers by [c] to what is not in c; rows: 2", List.of("key [1]")),
                new Violation("unchecked", "orders", "orders, unique [a] could not be looked at", List.of()));

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(verdict.warnings())
                .containsExactly(
                        "orders refers by [c] to what is not in c; rows: 2; keys in tailrace.difference, run 2",
                        "orders, unique [a] could not be looked at");
    }

    private static Verdict verdict(boolean tokens, Findings findings, Violation... some) {
        var violations = List.of(some);
        var request = new Request(new TableRef("shop", "Orders", "env:TARGET_URL"), 1, 2, tokens);
        return Verdicts.of(request, findings, violations, Instant.parse("2026-11-20T10:00:00.123456Z"));
    }

    private static Findings findings(long missing, long quarantined, long unproven, long unlooked, boolean late) {
        return new Findings(
                100,
                100,
                0,
                missing,
                0,
                0,
                List.of(),
                quarantined,
                quarantined == 0 ? List.of() : List.of(KEY),
                unproven,
                unlooked,
                late);
    }
}
