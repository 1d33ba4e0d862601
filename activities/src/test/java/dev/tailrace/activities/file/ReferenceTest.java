package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.Reference.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @TempDir
    Path folder;

    @Test
    void anEnvironmentVariableIsFound() {
        var found = Reference.resolve("env:TARGET_URL", Map.of("TARGET_URL", "hunter2")::get);
        assertThat(found).isEqualTo(new Answer.Found("hunter2"));
        assertThat(found.toString()).doesNotContain("hunter2");
    }

    @Test
    void aFileIsReadWithoutItsLastLineBreak() throws Exception {
        var file = Files.writeString(folder.resolve("url"), "hunter2\n");
        assertThat(Reference.resolve("file:" + file)).isEqualTo(new Answer.Found("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:NOT_THERE", "env:EMPTY", "file:/not/there", "file:\0"})
    void whatIsNotThereIsRefusedByItsName(String reference) {
        var refused = (Answer.Refused) Reference.resolve(reference, Map.of("EMPTY", " ")::get);
        assertThat(refused.problem().code()).isEqualTo("TR-F008");
        assertThat(refused.problem().what()).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "env:", "file:", ""})
    void aSecretInPlaceOfAReferenceIsNotRepeated(String text) {
        var refused = (Answer.Refused) Reference.resolve(text);
        assertThat(refused.problem().code()).isEqualTo("TR-F007");
        assertThat(refused.problem().describe()).doesNotContain("hunter2");
    }
}
