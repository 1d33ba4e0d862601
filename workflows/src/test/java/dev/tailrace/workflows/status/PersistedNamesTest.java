package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.Remedy;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What scripts and older histories hold can be read. */
class PersistedNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void aFlagIsItsWords(TableFlag flag) throws JsonProcessingException {
        var json = JSON.writeValueAsString(flag);

        assertThat(json).isEqualTo('"' + flag.words() + '"');
        assertThat(JSON.readValue(json, TableFlag.class)).isEqualTo(flag);
    }

    @Test
    void aProblemWithoutARemedyHasItsCodes() throws JsonProcessingException {
        var old = "{\"code\": \"TR-Q002\", \"what\": \"table Orders\", \"why\": \"\", \"fix\": \"Correct them.\"}";

        assertThat(JSON.readValue(old, Problem.class).remedy()).isEqualTo(Remedy.REPLAY_QUARANTINE);
    }

    @Test
    void aTurnHasTheEventThatItLeftInTheTrailWhereItLeftOne() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(new Turn.Done())).isEqualTo("{\"kind\":\"done\"}");
        assertThat(JSON.readValue("{\"kind\":\"done\"}", Turn.class)).isEqualTo(new Turn.Done());
        var done = new Turn.Done(new TrailHead(7, "4f1c"));
        assertThat(JSON.writeValueAsString(done))
                .isEqualTo("{\"kind\":\"done\",\"trail\":{\"seq\":7,\"head\":\"4f1c\"}}");
        assertThat(JSON.readValue(JSON.writeValueAsString(done), Turn.class)).isEqualTo(done);

        var gap = Problem.of(Code.C010, "table Orders", "");
        for (var blocked : new Turn[] {new Turn.Blocked(gap), new Turn.Blocked(gap, new TrailHead(8, "9c0f"))}) {
            assertThat(JSON.readValue(JSON.writeValueAsString(blocked), Turn.class))
                    .isEqualTo(blocked);
        }
    }

    @Test
    void aProblemKeepsItsRemedy() throws JsonProcessingException {
        var problem = new Problem(Code.C010.id(), "table Orders", "", "Resume it.", Remedy.RESUME);

        assertThat(JSON.readValue(JSON.writeValueAsString(problem), Problem.class))
                .isEqualTo(problem);
    }
}
