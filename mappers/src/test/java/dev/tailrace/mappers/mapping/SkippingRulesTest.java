package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.read;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapper.Mapped;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that leave out what they take. */
class SkippingRulesTest {
    private static final String USERS = """
            { when: { PK: 'USER#{user_id}', SK: 'PROFILE' }, into: 'users', key: ['user_id'], rest: 'attributes' }""";

    @Test
    void whatTheRuleTakesIsLeftOutByItsNumberAndUnknownKindsAreStillRefused() {
        var mapper = mapper(PK_SK, "[" + USERS + ", { when: { PK: 'UNIQUE#{x}' }, skip: true } ]");

        assertThat(mapper.map(item("{ PK: { S: 'UNIQUE#a@b.c' }, SK: { S: 'EMAIL' } }")))
                .isEqualTo(new Mapped.Skipped(2));
        assertThat(mapper.map(item("{ PK: { S: 'USER#7' }, SK: { S: 'PROFILE' } }")))
                .isInstanceOf(Mapped.Rows.class);
        assertThat(refusal(mapper, item("{ PK: { S: 'LOCK#7' }, SK: { S: 'x' } }"))
                        .code())
                .isEqualTo("TR-M020");
    }

    @Test
    void whatElseLeavesOutIsOfNoRule() {
        var mapper = mapper(PK_SK, "[" + USERS + ", { else: 'skip' } ]");
        assertThat(mapper.map(item("{ PK: { S: 'LOCK#7' }, SK: { S: 'x' } }"))).isEqualTo(new Mapped.Skipped(0));
    }

    @Test
    void aRuleBeforeAnotherTakesItsItems() {
        var mapper = mapper(PK_SK, "[ { when: { deleted: { equals: true } }, skip: true }, " + USERS + "]");
        assertThat(mapper.map(item("{ PK: { S: 'USER#7' }, SK: { S: 'PROFILE' }, deleted: { BOOL: true } }")))
                .isEqualTo(new Mapped.Skipped(1));
    }

    /** An item can move between the two, and only its old image has the row's key (R3). */
    @Test
    void aSkippingRuleThatAsksForMoreThanTheKeyMakesOldImagesNeeded() {
        assertThat(compiled(PK_SK, "[ { when: { deleted: { equals: true } }, skip: true }, " + USERS + "]")
                        .kinds()
                        .getFirst()
                        .keyFromKeyAlone())
                .isFalse();
        assertThat(compiled(PK_SK, "[ { when: { PK: 'UNIQUE#{x}' }, skip: true }, " + USERS + "]")
                        .kinds()
                        .getFirst()
                        .keyFromKeyAlone())
                .isTrue();
        assertThat(compiled(PK_SK, "[" + USERS + ", { when: { deleted: { equals: true } }, skip: true } ]")
                        .kinds()
                        .getFirst()
                        .keyFromKeyAlone())
                .isTrue();
    }

    @Test
    void thePlanNamesIt() {
        assertThat(compiled(PK_SK, "[" + USERS + ", { when: { PK: 'UNIQUE#{x}' }, skip: true } ]")
                        .warnings())
                .anyMatch(warning -> warning.startsWith("Rule 2 leaves out what it takes"));
    }

    @Test
    void aRuleBehindOneThatSkipsEverythingIsToldAndSoIsOneBehindAnother() {
        assertThat(problems(PK_SK, "[ { skip: true }, " + USERS + "]"))
                .extracting(MappingProblem::code)
                .containsExactly("TR-M009");
        assertThat(problems(PK_SK, "[" + USERS + ", { when: { PK: 'USER#{id}', SK: 'PROFILE' }, skip: true } ]"))
                .extracting(MappingProblem::pointer)
                .containsExactly("/1");
    }

    @ParameterizedTest
    @CsvSource({"PK: 'doc#{d}' SK: 'chunk#000', M008", "a: { present: true } PK: 'doc#{d}', M008"})
    void someOfARowsPartsCannotBeLeftOut(String when, String code) {
        var parts = """
                { when: { PK: 'doc#{d}', SK: 'chunk#{n:int:3}' }, into: 'documents', key: ['d'], rest: 'attributes',
                  columns: { body: { from: 'data', type: 'text' } }, collect: { order: 'n', parts: 'total', join: 'data' } }""";
        assertThat(problems(
                        PK_SK,
                        "[ { when: { " + when.replace(" SK", ", SK").replace(" PK", ", PK") + " }, skip: true }, "
                                + parts + "]"))
                .extracting(MappingProblem::code)
                .containsExactly("TR-" + code);
    }

    @Test
    void aSkippingRuleStatesItsConditionAndNothingElse() {
        assertThat(refused("[ { when: { PK: 'a' }, into: 't', rest: 'r', skip: true }, " + USERS + "]"))
                .extracting(MappingProblem::pointer, MappingProblem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/0/into", "TR-F004"),
                        org.assertj.core.groups.Tuple.tuple("/0/rest", "TR-F004"));
    }

    @Test
    void aMappingThatLeavesOutEverythingIsRefused() {
        assertThat(refused("[ { when: { PK: 'a' }, skip: true } ]"))
                .extracting(MappingProblem::code)
                .containsExactly("TR-F005");
    }

    private static List<MappingProblem> refused(String json) {
        return ((MappingJson.Read.Refused) read(json)).problems();
    }
}
