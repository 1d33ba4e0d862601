package dev.tailrace.mappers.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.mapping.TemplateParser.NotATemplate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @ParameterizedTest
    @CsvSource({
        "USER#{id}, USER#7, 7",
        "USER#{id}, USER##, #",
        "{a}#{b}, x#y#z, x|y#z",
        "{a}#{b}, ##y, #|y",
        "{a}/{b}/{c}, 1/2/3/4, 1|2|3/4",
        "{a}#end, x#end#end, x#end",
        "{a}-{b}#end, x-y-z#end, x|y-z",
        "{{{a}}}, {x}, x",
        "PROFILE, PROFILE, ''"
    })
    void aTextMatchesInOneWay(String template, String text, String fields) throws NotATemplate {
        var parsed = TemplateParser.parse(template);

        var matched = match(parsed, text);

        assertThat(String.join("|", matched)).isEqualTo(fields);
        assertThat(parsed.format(matched)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "USER#{id}, USER#",
        "USER#{id}, user#7",
        "USER#{id}, ' USER#7'",
        "{a}#{b}, #y",
        "{a}#{b}, x#",
        "{a}#{b}, xy",
        "{a}#end, #end",
        "{a}#end, x#en",
        "{a}-{b}#end, x-#end",
        "PROFILE, PROFILES",
        "{a}#{a}, x#y"
    })
    void anotherTextDoesNot(String template, String text) throws NotATemplate {
        assertThat(match(TemplateParser.parse(template), text)).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7})
    void whatMatchesIsFormattedBackByteForByte(long seed) throws NotATemplate {
        var values = new RandomValues(seed);
        var templates = List.of("{a}", "a{a}", "{a}#{b}", "#{a}##{b}#", "{a}b{b}a{c}", "{a}\ud83d{b}");
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            var template = TemplateParser.parse(values.oneOf(templates));
            var text = values.text() + values.oneOf(List.of("", "#", "b", "\ud83d", "a#")) + values.text();
            var fields = match(template, text);
            if (fields != null) {
                matched++;
                assertThat(fields).doesNotContain("");
                assertThat(template.format(fields)).isEqualTo(text);
            }
        }
        assertThat(matched).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "'', The template is empty.",
        "{a}{b}, The template {a}{b} has the fields a and b with nothing between them",
        "{a, The template {a does not close a brace",
        "a}, The template a} closes a brace that it did not open",
        "{}, The template {} has a field without a name",
        "{:int}, The template {:int} has a field without a name",
        "{a:money}, The template {a:money} has a field of the unknown type 'money'"
    })
    void aTextThatIsNoTemplateSaysWhy(String template, String what) {
        assertThatThrownBy(() -> TemplateParser.parse(template))
                .isInstanceOfSatisfying(
                        NotATemplate.class, e -> assertThat(e.what()).startsWith(what));
    }

    @Test
    void fieldsMayStateTheirType() throws NotATemplate {
        assertThat(TemplateParser.parse("{day:date}#{n}").fields())
                .containsExactly(new Template.Field("day", "date"), new Template.Field("n", null));
    }

    private static List<String> match(Template template, String text) {
        var names = template.fields().stream().map(Template.Field::name).toList();
        var slotOfField = names.stream().mapToInt(names::indexOf).toArray();
        var slots = new String[names.size()];
        return template.match(text, slotOfField, slots)
                ? IntStream.of(slotOfField).mapToObj(slot -> slots[slot]).toList()
                : null;
    }
}
