package dev.tailrace.embedded.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

class MigrationFileTest {
    static Stream<Scenario> scenarios() {
        return Stream.concat(Scenarios.all("_test").stream(), Scenarios.special("_test").stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioIsMappedInjectivelyIntoTheTablesThatTheCheckerReads(Scenario scenario) {
        FileAnswer.Ok file = read(new MigrationFile("m", List.of(scenario), OptionalDouble.empty()));
        Map<String, CreateTableRequest> sources = scenario.tables().stream()
                .collect(Collectors.toMap(CreateTableRequest::tableName, Function.identity()));
        for (TableSpec table : file.spec().tables()) {
            assertThat(table.tokens()).isTrue();
            Compiled compiled = MappingCompiler.compile(table.rules().orElseThrow(), keys(sources.get(table.from())));
            assertThat(compiled)
                    .isInstanceOfSatisfying(
                            Compiled.Ok.class,
                            ok -> assertThat(ok.mapper().tables())
                                    .extracting(target -> target.name())
                                    .containsExactlyInAnyOrderElementsOf(targets(scenario, table.from())));
        }
    }

    @Test
    void allOfTheCatalogueMayBeInOneMigration() {
        List<Scenario> all = Scenarios.all("_test");
        assertThat(all).extracting(Scenario::schema).containsOnly("shop");
        assertThat(all.stream()
                        .flatMap(scenario -> scenario.expectations().stream())
                        .flatMap(expectation -> expectation.targetKeys().keySet().stream()))
                .doesNotHaveDuplicates();
        assertThat(read(new MigrationFile("m", all, OptionalDouble.empty()))
                        .spec()
                        .tables())
                .hasSize(14);
    }

    @Test
    void aBudgetHoldsForEveryTable() {
        FileAnswer.Ok file = read(
                new MigrationFile("m", List.of(new Orders("_test"), new AppData("_test")), OptionalDouble.of(250)));
        assertThat(file.spec().tables()).hasSize(2).allSatisfy(table -> {
            assertThat(table.backfill().budget()).isEqualTo(250.0);
            assertThat(table.backfill().capacityShare()).isEqualTo(1.0);
        });
    }

    private static FileAnswer.Ok read(MigrationFile file) {
        FileAnswer answer = FileReader.read(file.yaml(), "m.yaml");
        assertThat(answer).isInstanceOf(FileAnswer.Ok.class);
        return (FileAnswer.Ok) answer;
    }

    private static Iterable<String> targets(Scenario scenario, String source) {
        return scenario.expectations().stream()
                .filter(expectation -> expectation.sourceTable().equals(source))
                .findFirst()
                .orElseThrow()
                .targetKeys()
                .keySet();
    }

    private static KeySchema keys(CreateTableRequest table) {
        Map<String, KeyType> types = table.attributeDefinitions().stream()
                .collect(Collectors.toMap(
                        AttributeDefinition::attributeName,
                        definition -> KeyType.valueOf(definition.attributeTypeAsString())));
        List<KeyAttribute> keys = table.keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .map(name -> new KeyAttribute(name, types.get(name)))
                .toList();
        return new KeySchema(keys.getFirst(), keys.size() == 1 ? null : keys.getLast());
    }
}
