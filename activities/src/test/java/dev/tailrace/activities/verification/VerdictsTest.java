package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.quarantine.AcceptedSet.Accepted;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.verify.Findings;
import dev.tailrace.verify.ItemCounts;
import dev.tailrace.verify.RowClasses;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.verification.Circumstances;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Accepted ANN =
            new Accepted("5e7d", 3, 3, "ann", "test orders", Instant.parse("2026-11-20T08:00:00Z"));
    private static final KeyNames NAMES = new KeyNames("salt");
    private static final ItemCounts ITEMS = new ItemCounts(100, 100, 0, 0, 0);
    private static final Circumstances CIRCUMSTANCES = new Circumstances(
            "2026-11-20T09:00:00Z",
            "2026-11-20T10:00:00Z",
            1,
            1,
            "",
            null,
            "strong",
            "",
            "",
            "0000000000000007",
            "",
            1,
            100,
            "25.0");
    private static final Item KEY = Item.of(Map.of("id", new Text("secret")));

    @Test
    void withNothingFoundAndTokensItIsEqualWithoutLimits() {
        var verdict = verdict(true, findings(0, 0, 0, 0, false));
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(limits(verdict)).isEmpty();
        assertThat(verdict.equal()).isEqualTo(100);
    }

    @Test
    void withoutTokensItNamesThatLimit() {
        var equal = verdict(false, findings(0, 0, 0, 0, false));
        assertThat(equal.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(limits(equal)).singleElement().asString().startsWith("no tokens: ");
        assertThat(limits(verdict(false, findings(1, 0, 0, 0, false))))
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
        var limits = limits(verdict(true, findings(0, 3, 0, 0, false)));
        assertThat(limits)
                .singleElement()
                .asString()
                .startsWith("3 items are in quarantine")
                .contains(NAMES.of(KEY) + ", …")
                .doesNotContain(Digests.sourceKey(KEY).substring(0, 12))
                .doesNotContain("secret");
    }

    @Test
    void itSaysWhyItIsUnproven() {
        assertThat(limits(verdict(true, findings(0, 0, 2, 0, false)))).containsExactly("2 items changed at every look");
        assertThat(limits(verdict(true, findings(0, 0, 2, 0, true))))
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

    @Test
    void acceptedItemsAreExceptionsAndNothingElseIs() {
        var verdict = acceptedByAnn(findings(0, 3, 0, 0, false));
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.EXCEPTED);
        assertThat(verdict.confirmed()).isEqualTo(new Confirmed(0, 0, 0, 0, 3, 0, 0));
        assertThat(limits(verdict)).singleElement().asString().contains("accepted by ann", "test orders", "5e7d");
        assertThat(acceptedByAnn(findings(1, 3, 0, 0, false)).outcome()).isEqualTo(VerdictOutcome.DIFFERENT);
        assertThat(acceptedByAnn(findings(0, 3, 1, 0, false)).outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(acceptedByAnn(findings(0, 0, 0, 0, false)).outcome()).isEqualTo(VerdictOutcome.EQUAL);
    }

    @Test
    void whatDoesNotBalanceProvesNothing() {
        var lost = new RowClasses(100, 99, 0, 0, 0, 0, 0);
        var whole = new RowClasses(99, 99, 0, 0, 0, 0, 0);
        var verdict = verdict(true, findings(ITEMS, lost, whole));
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(verdict.limits()).anyMatch(limit -> limit.startsWith("the counts do not balance"));
        var unequal = new RowClasses(100, 100, 0, 0, 0, 0, 0);
        assertThat(verdict(true, findings(ITEMS, unequal, whole)).outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        var dropped = new ItemCounts(101, 100, 0, 0, 0);
        assertThat(verdict(true, findings(dropped, whole, whole)).outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
    }

    @Test
    void twoEmptySidesAreSaidToBe() {
        var none = new RowClasses(0, 0, 0, 0, 0, 0, 0);
        assertThat(verdict(true, findings(ItemCounts.NONE, none, none)).limits())
                .contains("both sides are empty");
    }

    /** As anyone can recompute it with jq and sha256sum. */
    @Test
    void theDigestIsOfTheSortedTextWithoutIt() throws Exception {
        var verdict = verdict(true, findings(0, 0, 0, 0, false));
        var text = VerdictText.write(verdict).replace("\"digest\":\"" + verdict.digest() + "\",", "");
        var sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        assertThat(verdict.digest()).isEqualTo(HexFormat.of().formatHex(sha256));
        assertThat(VerdictText.read(VerdictText.write(verdict))).isEqualTo(verdict);
    }

    private static Request request(boolean tokens) {
        return new Request(new TableRef("shop", "Orders", "env:TARGET_URL"), 1, 2, tokens, VerificationOptions.FULL);
    }

    private static Verdict acceptedByAnn(Findings findings) {
        return Verdicts.of(request(true), LevelResult.of(findings), List.of(), CIRCUMSTANCES, ANN, NAMES);
    }

    private static Verdict verdict(boolean tokens, Findings findings, Violation... some) {
        return Verdicts.of(request(tokens), LevelResult.of(findings), List.of(some), CIRCUMSTANCES, null, NAMES);
    }

    /** The particular ones. */
    private static List<String> limits(Verdict verdict) {
        assertThat(verdict.limits()).containsAll(Verdict.STANDING_LIMITS);
        return verdict.limits().stream()
                .filter(limit -> !Verdict.STANDING_LIMITS.contains(limit))
                .toList();
    }

    private static Findings findings(ItemCounts items, RowClasses source, RowClasses target) {
        return new Findings(
                items, source, target, new TreeMap<>(), 0, 0, 0, List.of(), 0, List.of(), 0, 0, false, 1, 7);
    }

    private static Findings findings(long missing, long quarantined, long unproven, long unlooked, boolean late) {
        var source = new RowClasses(100 + missing, 100, 0, 0, missing, 0, 0);
        return new Findings(
                new ItemCounts(100 + missing, 100 + missing, 0, 0, 0),
                source,
                new RowClasses(100, 100, 0, 0, 0, 0, 0),
                new TreeMap<>(),
                missing,
                0,
                0,
                List.of(),
                quarantined,
                quarantined == 0 ? List.of() : List.of(KEY),
                unproven,
                unlooked,
                late,
                1,
                7);
    }
}
