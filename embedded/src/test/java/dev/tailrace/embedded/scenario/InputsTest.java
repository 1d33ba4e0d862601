package dev.tailrace.embedded.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ui-config/inputs}: each scenario's migration file as a workflow's input. */
class InputsTest {
    static Stream<Scenario> scenarios() {
        return Scenarios.all("").stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void inputOfEachScenarioIsItsMigrationFile(Scenario scenario) throws IOException {
        var file = Path.of("..", "ui-config", "inputs", scenario.id() + ".json");
        var input = input(scenario);
        if ("write".equals(System.getProperty("docs"))) {
            Files.writeString(file, input);
        }

        assertThat(Files.readString(file))
                .as(
                        "%s; to write it again: ./mvnw -pl embedded -am test -Dtest=InputsTest -Ddocs=write"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        file)
                .isEqualTo(input);
    }

    private static String input(Scenario scenario) throws JsonProcessingException {
        var yaml = MigrationFile.yaml(scenario.id(), List.of(scenario));
        var json = ((FileAnswer.Ok) FileReader.read(yaml, scenario.id() + ".yaml")).json();
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }
}
