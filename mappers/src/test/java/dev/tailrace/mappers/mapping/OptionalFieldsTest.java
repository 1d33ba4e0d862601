package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that may be empty, {@code {name?}}, and numbers of at least so many digits, {@code {n:int:5+}}. */
class OptionalFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner_{a?}#name_{b} | owner_#name_x | | x",
                "owner_{a?}#name_{b} | owner_me#name_x | me | x",
                "owner_{a}#name_{b?} | owner_me#name_ | me |",
                "{a}#{b?} | x# | x |",
                "{a}#{b?} | x#y#z | x | y#z",
                "{a?}#{b?} | # | |",
                "{a...?}#{b?} | x#y# | x#y |",
                "{a?...}#{b?} | x#y# | x#y |",
            })
    void aFieldThatMayBeEmptyIsAnEmptyTextAndComesBack(String template, String key, String a, String b) {
        var mapper =
                mapper(PK_SK, "[ { when: { PK: '" + template + "' }, into: 't', key: ['a', 'b', 'SK'], rest: 'r' } ]");
        var item = Item.of(Map.of("PK", new Value.Text(key), "SK", new Value.Text("s")));
        var row = row(mapper, item, PK_SK);
        assertThat(row.key().cells()).containsExactly(a == null ? "" : a, b == null ? "" : b, "s");
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @Test
    void aFieldThatDoesNotSaySoIsStillNotEmpty() {
        var mapper = mapper(PK_SK, "[ { when: { PK: '{a?}#{b}' }, into: 't', key: ['a', 'b', 'SK'], rest: 'r' } ]");
        assertThat(refusal(mapper, Item.of(Map.of("PK", new Value.Text("x#"), "SK", new Value.Text("s"))))
                        .code())
                .isEqualTo("TR-M020");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00042 | 42",
                "12345 | 12345",
                "1234567 | 1234567",
                "-0042 | -42",
            })
    void aNumberOfAtLeastSoManyDigitsComesBackWithItsZeros(String digits, String cell) {
        var mapper = mapper(PK_SK, "[ { when: { SK: 'v{n:int:5+}' }, into: 't', key: ['PK', 'n'], rest: 'r' } ]");
        var item = Item.of(Map.of("PK", new Value.Text("p"), "SK", new Value.Text("v" + digits)));
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).containsEntry("n", cell);
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource({"v042, TR-M020", "v0000042, TR-M021", "v, TR-M020"})
    void oneThatIsNarrowerIsAnotherKindAndOneWithMoreZerosDoesNotComeBack(String key, String code) {
        var mapper = mapper(PK_SK, "[ { when: { SK: 'v{n:int:5+}' }, into: 't', key: ['PK', 'n'], rest: 'r' } ]");
        assertThat(refusal(mapper, Item.of(Map.of("PK", new Value.Text("p"), "SK", new Value.Text(key))))
                        .code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a?:int}#{b} | only text can be empty",
                "{a?}{b} | nothing between them",
                "{a:int:3+}{b} | nothing between them",
                "{?}#{b} | a field without a name",
                "{a:text:3+}#{b} | from 1 to 38",
                "{a...?...}#{b} | two greedy fields",
            })
    void whatCannotBeIsRefusedByName(String template, String what) {
        assertThat(problems(PK_SK, "[ { when: { PK: '" + template + "' }, into: 't', key: ['a', 'b', 'SK'] } ]"))
                .anySatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo("TR-M001");
                    assertThat(problem.what()).contains(what);
                });
    }

    /** ORDER#7 and ORDER#7#v2 would share the row 7 (R6). */
    @Test
    void twoTemplatesIntoOneTableAreRefusedWithWhatToDo() {
        assertThat(problems(PK_SK, """
                        [ { when: { PK: 'O#{a}#v2' }, into: 't', key: ['a', 'SK'], rest: 'r' },
                          { when: { PK: 'O#{a}' }, into: 't', key: ['a', 'SK'], rest: 'r' } ]""")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("TR-M008");
            assertThat(problem.fix()).contains("a table of its own", "owned: true", "{name?}");
        });
    }
}
