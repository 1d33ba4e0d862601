package dev.tailrace.workflows.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.Remedy;
import dev.tailrace.workflows.turn.Obstacle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The next command comes from a problem's remedy; its words may say anything. */
class NextCommandTest {
    private static Obstacle blocking(Code code, String fix) {
        return Obstacle.blocking(Problem.of(code, "table Orders", "", fix));
    }

    @ParameterizedTest
    @CsvSource({
        "S001, tailrace retry shop --table Orders",
        "C016, tailrace resume shop --table Orders",
        "Q002, tailrace replay-quarantine shop --table Orders",
        "V002, tailrace verify shop --table Orders"
    })
    void itIsTheRemedysWhateverTheFixSays(Code code, String command) {
        var next = NextCommand.of("shop", "Orders", blocking(code, "Not: tailrace retry NAME --from backfill"));

        assertThat(next).isEqualTo(command);
    }

    @Test
    void whatEmptiesATableIsNeverOffered() {
        assertThat(NextCommand.of("shop", "Orders", blocking(Code.C010, "Read this first.")))
                .isNull();
    }

    @Test
    void aProblemCanHaveARemedyOfItsOwn() {
        var problem = new Problem(Code.C010.id(), "table Orders", "", "Resume it.", Remedy.RESUME);

        assertThat(NextCommand.of("shop", null, Obstacle.blocking(problem))).isEqualTo("tailrace resume shop");
    }

    @Test
    void whatPassesByItselfNeedsNone() {
        assertThat(NextCommand.of("shop", "Orders", Obstacle.passing(Problem.of(Code.T001, "Postgres", ""))))
                .isNull();
        assertThat(NextCommand.of("shop", "Orders", null)).isNull();
    }
}
