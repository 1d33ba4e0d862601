package dev.tailrace.mappers.problem;

import static org.assertj.core.api.Assertions.assertThat;

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
                        "tailrace (retry|resume|status|watch|abort|verify|skip|pause|quarantine|history|replay-quarantine)(?! NAME)");
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
            assertThat(fix).doesNotContain("retry", "by itself", " NAME");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grant it, then: tailrace retry NAME | Grant it, then: tailrace retry shop --table Orders | Grant it.",
                "Nothing: it is tried again by itself. Check the URL. | Nothing: it is tried again by itself. Check the URL. | Check the URL.",
                "Wait; it is tried again by itself, after an hour at the latest. | Wait; it is tried again by itself, after an hour at the latest. | Wait.",
                "See it (tailrace status NAME), then: tailrace retry NAME --from backfill (empties it)"
                        + " | See it (tailrace status shop), then: tailrace retry shop --table Orders --from backfill (empties it)"
                        + " | See it (tailrace status NAME).",
                "Put the jar back, then: tailrace retry NAME; or else."
                        + " | Put the jar back, then: tailrace retry shop --table Orders; or else. | Put the jar back.; or else.",
                "Or state it and start the changed file, after an abort if it was started."
                        + " | Or state it and start the changed file, after an abort if it was started. | Or state it.",
                "Start one: tailrace worker | Start one: tailrace worker | Start one: tailrace worker",
                "then: tailrace retry | then: tailrace retry shop --table Orders | Mend it."
            })
    void clausesOfARunningMigrationGoAndCommandsGetItsName(String fix, String running, String before) {
        assertThat(Fix.running(fix, "shop", "Orders")).isEqualTo(running);
        assertThat(Fix.before(fix)).isEqualTo(before);
    }

    @Test
    void statementsOnLinesOfTheirOwnStay() {
        assertThat(Fix.before("GRANT A;\nGRANT B;\nthen: tailrace retry NAME")).isEqualTo("GRANT A;\nGRANT B;");
        assertThat(Fix.running("GRANT A;\nthen: tailrace retry NAME", "s$1", null))
                .isEqualTo("GRANT A;\nthen: tailrace retry s$1");
    }
}
