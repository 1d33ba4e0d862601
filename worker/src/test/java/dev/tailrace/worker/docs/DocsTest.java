package dev.tailrace.worker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void errorsPageListsEveryCode() throws IOException {
        new Page("errors.md").says(ErrorsPage.text());
    }

    @Test
    void migrationFilePageDescribesEveryField() throws IOException {
        try (var schema = DocsTest.class.getResourceAsStream("/tailrace-migration.schema.json")) {
            new Page("migration-file.md").says(MigrationFilePage.text(new ObjectMapper().readTree(schema)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "ARCHITECTURE.md",
                "CONTRIBUTING.md",
                "docs/protocol.md",
                "docs/mapping.md",
                "docs/migration-file.md",
                "docs/postgres.md",
                "docs/lakebase.md",
                "docs/rehearsing.md",
                "docs/source.md",
                "docs/auditing.md",
                "docs/cli.md",
                "docs/plugins.md",
                "docs/steering.md",
                "docs/verifying.md",
                "docs/tuning.md",
                "docs/decisions/README.md",
                "ui-config/README.md"
            })
    void everyLinkLeadsSomewhere(String page) throws IOException {
        var file = Path.of("..", page);

        assertThat(LINK.matcher(Files.readString(file)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasATitleAndAFix(Code code) {
        assertThat(code.title()).isNotBlank();
        assertThat(code.fix()).isNotBlank();
        assertThat(ErrorsPage.text()).contains("`" + code.id() + "`");
    }
}
