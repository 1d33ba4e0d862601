package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.Remedy;
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
    void aProblemKeepsItsRemedy() throws JsonProcessingException {
        var problem = new Problem(Code.C010.id(), "table Orders", "", "Resume it.", Remedy.RESUME);

        assertThat(JSON.readValue(JSON.writeValueAsString(problem), Problem.class))
                .isEqualTo(problem);
    }
}
