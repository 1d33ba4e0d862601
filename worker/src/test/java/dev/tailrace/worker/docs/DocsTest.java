package dev.tailrace.worker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.problem.Code;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocsTest {
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
    @EnumSource
    void everyCodeHasATitleAndAFix(Code code) {
        assertThat(code.title()).isNotBlank();
        assertThat(code.fix()).isNotBlank();
        assertThat(ErrorsPage.text()).contains("`" + code.id() + "`");
    }
}
