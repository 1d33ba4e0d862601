package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plants each fault, verifies at each level, and compares what was found with docs/what-verification-proves.md. */
@Tag("stack")
@Timeout(600)
class WhatVerificationProvesTest {
    /** The order in which they run: a full comparison that finds something ends the verdict that {@code touched} renews. */
    private static final List<VerificationLevel> LEVELS = List.of(
            VerificationLevel.COUNT, VerificationLevel.SAMPLE, VerificationLevel.TOUCHED, VerificationLevel.FULL);

    private static final String HEAD = """
            # What a verification proves

            A test writes this page: it plants each fault in a small table that was copied and verified, then verifies it at each level,
            on a real Postgres. So the page says what was seen, also where nothing finds a fault.

            | word | meaning |
            |---|---|
            | found | the verdict is DIFFERENT |
            | not proven | the verdict is INCOMPLETE, or there is none because the run stops with an error. It never says EQUAL |
            | **passes** | the verdict is EQUAL though the fault is there |
            | equal | there is no fault, and the verdict is EQUAL |

            `touched` looks at the keys that capture wrote. It scans no part of the source.

            `sample` finds what it draws. Here the table is so small that all of it is drawn. Of a large table the verdict says how many
            wrong units the sample may have missed.

            | fault | count | sample | touched | full |
            |---|---|---|---|---|
            """;

    private static final String TAIL = """

            ## What other means find

            That test does not plant these faults. The tests that do are named.

            | fault | found by | tested by |
            |---|---|---|
            | the wrong file | a file never changes under a migration's name (TR-F010), and each verdict names the file's digest | `RegistrarTest`; `BadFileTest` for files that are not valid |
            | evidence that was edited, or removed, or put in another order | `tailrace audit verify` | `TrailCheckTest`, `ShellCheckTest` |
            | evidence that was cut off at its end, or rewritten as a whole | `tailrace audit verify` with `--head` or `--report`, which must come from elsewhere | `TrailCheckTest`, `AuditCommandTest` |

            ## What nothing finds

            - **An update lost while a full verification runs**, after its item was read. The next one finds it. A sample found it
              here, because it looks up the drawn rows after the drawn segments.
            - **A mistake of the mapper**, made in the copy and again in the comparison, in columns that do not hold an attribute
              as it is. In columns that do, a count finds it, because it sums up the attributes before the mapper.
            - **A change that is lost or made without capture**, by `touched`: it looks at what capture wrote. So verify in full now
              and then.
            """;

    @Test
    void thePageSaysWhatWasSeen() throws Exception {
        var rows = new ArrayList<String>();
        for (var fault : Fault.values()) {
            rows.add(row(fault));
        }
        says(HEAD + String.join("\n", rows) + "\n" + TAIL);
    }

    private static String row(Fault fault) throws Exception {
        var orders = new ComparedOrders();
        assertThat(orders.verify(VerificationLevel.FULL).outcome()).isEqualTo(VerdictOutcome.EQUAL);
        fault.plant(orders);
        var seen = new ArrayList<>(Collections.nCopies(LEVELS.size(), ""));
        for (int i = 0; i < LEVELS.size(); i++) {
            seen.set(i, seen(fault, orders, LEVELS.get(i)));
        }
        return "| %s | %s |".formatted(fault.words(), String.join(" | ", seen));
    }

    private static String seen(Fault fault, ComparedOrders orders, VerificationLevel level) throws Exception {
        if (fault == Fault.LOST_SEGMENT && level == VerificationLevel.TOUCHED) {
            return "reads none";
        }
        Verdict verdict;
        try {
            verdict = orders.verify(level);
        } catch (IllegalStateException stopped) {
            assertThat(fault).as("whose reader stops a run").isIn(Fault.LOST_SEGMENT, Fault.READ_NOTHING);
            return "not proven";
        }
        return switch (verdict.outcome()) {
            case DIFFERENT -> "found";
            case INCOMPLETE -> "not proven";
            case EQUAL, EXCEPTED -> fault == Fault.EXPIRED ? "equal" + expired(verdict) : "**passes**";
        };
    }

    private static String expired(Verdict verdict) {
        return verdict.confirmed().expired() > 0 ? ", counted apart" : "";
    }

    private static void says(String text) throws IOException {
        var page = Path.of("..", "docs", "what-verification-proves.md");
        if ("write".equals(System.getProperty("docs"))) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("to write it again: this test with -Ddocs=write")
                .isEqualTo(text);
    }
}
