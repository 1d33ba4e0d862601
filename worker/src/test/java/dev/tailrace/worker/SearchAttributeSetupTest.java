package dev.tailrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchAttributeSetupTest {
    private static final Pattern STATED = Pattern.compile("--name (\\w+) --type (\\w+)");
    private static final Pattern CONDITION = Pattern.compile("(\\w+) (?:=|>|<|IN|STARTS_WITH) [\"(\\d]");

    @Test
    void workflowsDoWithoutWhereTheServiceCannotRegisterThem() {
        try (var temporal = TestWorkflowEnvironment.newInstance()) {
            assertThat(SearchAttributeSetup.register(temporal.getOperatorServiceStubs(), temporal.getNamespace()))
                    .isFalse();
        }
    }

    @Test
    void scriptForOperatorsNamesTheSame() throws IOException {
        var script = Files.readString(Path.of("../ui-config/search-attributes.sh"));
        var stated = STATED.matcher(script)
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1), match -> match.group(2).toUpperCase(Locale.ROOT)));

        assertThat(stated).isEqualTo(namesAndTypes());
    }

    @Test
    void savedViewsAskForAttributesThatExist() throws IOException {
        var page = Files.readString(Path.of("../ui-config/README.md"));
        var views = page.substring(page.indexOf("## Saved views"));

        assertThat(CONDITION.matcher(views).results())
                .extracting(match -> match.group(1))
                .isNotEmpty()
                .allMatch(name -> SearchAttributeSetup.ALL.containsKey(name)
                        || name.equals("WorkflowType")
                        || name.equals("ExecutionStatus"));
    }

    private static Map<String, String> namesAndTypes() {
        return SearchAttributeSetup.ALL.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, type -> type.getValue().name().replaceFirst("^INDEXED_VALUE_TYPE_", "")));
    }
}
