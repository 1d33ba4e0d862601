package dev.tailrace.mappers.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A fix is true, and can be pasted, where it is read. */
class FixTest {
    @ParameterizedTest
    @EnumSource
    void aCodeNamesTheMigrationOfEachCommand(Code code) {
        assertThat(code.fix())
                .doesNotContainPattern(
                        "tailrace (retry|resume|status|watch|abort|verify|skip|pause|quarantine|history|replay-quarantine|accept-quarantine|repair)(?! NAME)");
    }

    /** The remedy is what machines read, the fix what people read: they name one command. */
    @ParameterizedTest
    @EnumSource
    void theFixNamesTheRemedysCommand(Code code) {
        var remedy = code.remedy();
        var others = Stream.of(Remedy.values())
                .filter(other -> other != remedy && !other.arguments().isEmpty());

        if (remedy != Remedy.RETRY) {
            assertThat(code.fix()).contains(typed(remedy));
        } else {
            assertThat(code.fix()).doesNotContainPattern("tailrace (resume|verify|replay-quarantine)\\b");
        }
        assertThat(others.map(FixTest::typed)).noneMatch(code.fix()::contains);
    }

    private static String typed(Remedy remedy) {
        return Stream.concat(Stream.of("tailrace", remedy.verb(), "NAME"), remedy.arguments().stream())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @EnumSource
    void whereAMigrationRunsItsNameAndTableStandInTheCommand(Code code) {
        var fix = Problem.of(code, "", "").ofMigration("shop", "Orders").fix();

        assertThat(fix)
                .doesNotContainPattern("tailrace \\S+ NAME")
                .doesNotContainPattern("tailrace (retry|resume|verify)(?! shop --table Orders)");
    }

    @ParameterizedTest
    @EnumSource
    void beforeOneRunsNothingIsRetriedAndNothingIsTriedByItself(Code code) {
        var fix = Problem.of(code, "", "").beforeStart().fix();

        assertThat(fix).isNotBlank();
        if ("FMST".indexOf(code.name().charAt(0)) >= 0 && code != Code.M031) {
            assertThat(fix).doesNotContain("retry", "by itself", " NAME", "estart the worker");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grant it. Then run: tailrace retry NAME | Grant it. Then run: tailrace retry shop --table Orders | Grant it.",
                "Grant it. Then run: tailrace retry NAME. Or choose another."
                        + " | Grant it. Then run: tailrace retry shop --table Orders. Or choose another. | Grant it. Or choose another.",
                "Tailrace tries again by itself. Check the URL. | Tailrace tries again by itself. Check the URL. | Check the URL.",
                "Wait. Tailrace tries again by itself, after an hour at the latest."
                        + " | Wait. Tailrace tries again by itself, after an hour at the latest. | Wait.",
                "See it: tailrace status NAME. Then run: tailrace retry NAME --from backfill (empties it)"
                        + " | See it: tailrace status shop. Then run: tailrace retry shop --table Orders --from backfill (empties it)"
                        + " | See it: tailrace status NAME.",
                "Or state it and start with the changed file (abort first if it was started)."
                        + " | Or state it and start with the changed file (abort first if it was started). | Or state it.",
                "Use 15. If the migration is already on this one, run: tailrace abort NAME. Then start it again"
                        + " | Use 15. If the migration is already on this one, run: tailrace abort shop. Then start it again | Use 15.",
                "Start one: tailrace worker | Start one: tailrace worker | Start one: tailrace worker",
                "Then run: tailrace retry | Then run: tailrace retry shop --table Orders | Correct it."
            })
    void clausesOfARunningMigrationGoAndCommandsGetItsName(String fix, String running, String before) {
        assertThat(Fix.running(fix, "shop", "Orders")).isEqualTo(running);
        assertThat(Fix.before(fix)).isEqualTo(before);
    }

    @Test
    void statementsOnLinesOfTheirOwnStay() {
        assertThat(Fix.before("GRANT A;\nGRANT B;\nThen run: tailrace retry NAME"))
                .isEqualTo("GRANT A;\nGRANT B;");
        assertThat(Fix.running("GRANT A;\nThen run: tailrace retry NAME", "s$1", null))
                .isEqualTo("GRANT A;\nThen run: tailrace retry s$1");
    }
}
