package dev.tailrace.activities.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.plugin.Option;
import dev.tailrace.mappers.plugin.Option.Type;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginOptionsTest {
    private static final List<Option> DECLARED = List.of(
            Option.required("attribute", Type.TEXT, "The attribute."),
            Option.optional("scale", Type.INTEGER, "2", "Digits."),
            Option.optional("strict", Type.FLAG, "false", "Whether."));

    @Test
    void defaultsAreFilledIn() {
        var check = new PluginOptions("p", DECLARED, Map.of("attribute", "a", "strict", "true"));
        var options = check.check();
        assertThat(check.problems()).isEmpty();
        assertThat(options.text("attribute")).isEqualTo("a");
        assertThat(options.integer("scale")).isEqualTo(2);
        assertThat(options.flag("strict")).isTrue();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var check = new PluginOptions("p", DECLARED, Map.of("scale", "two", "strict", "yes", "more", "x"));
        check.check();
        assertThat(check.problems())
                .extracting(Problem::code)
                .containsExactly("TR-M030", "TR-M030", "TR-M030", "TR-M030");
        assertThat(check.problems().toString())
                .contains("is missing: The attribute.", "not a whole number", "not true or false", "is unknown");
    }

    @Test
    void aSecretIsAReferenceAndNeverShown(@TempDir Path folder) throws IOException {
        var declared = List.of(Option.secret("key", "The key."));
        var file = Files.writeString(folder.resolve("key"), "hunter2\n");
        var options = new PluginOptions("p", declared, Map.of("key", "file:" + file)).check();
        assertThat(options.text("key")).isEqualTo("hunter2");
        assertThat(options.toString()).doesNotContain("hunter2");

        var plain = new PluginOptions("p", declared, Map.of("key", "hunter2"));
        plain.check();
        assertThat(plain.problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("TR-F007");
            assertThat(p.toString()).doesNotContain("hunter2");
        });
    }
}
