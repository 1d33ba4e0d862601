package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tabs stand where YAML takes them, and are refused where they indent. */
class TabsTest {
    private static final String FILE = """
            name: shop
            source: { dynamodb: {} }
            target: { postgres: { url: env:TARGET_URL } }
            tables:
              - from: Shop
                mapping:
                  - into: t
                    key: [PK]
                    columns: { c: { value: "a\tb" } }
            """;

    @Test
    void betweenWordsAndBeforeCommentsTheyAreBlanks() {
        var tabs = FILE.replace("name: shop", "name:\t\tshop\t# the name")
                        .replace("{ dynamodb", "{\tdynamodb")
                        .replace(": {} }", ":\t{}\t}\t# é")
                        .replace("tables:", "\t# what follows\n\t\ntables:\t")
                        .replace("[PK]", "[\tPK ]\t")
                + "\t# end\n\t";

        assertThat(ok(tabs).digest()).isEqualTo(ok(FILE).digest());
        assertThat(ok(tabs).json().at("/tables/0/mapping/0/columns/c/value").textValue())
                .isEqualTo("a\tb");
    }

    @Test
    void placesBehindThemStayWhereTheyAre() {
        var tabs = FILE.replace("{ dynamodb: {} }", "{\tdynamodb:\t{} }").replace("key: [PK]", "key:\t[PK, 007]");

        assertThat(((FileAnswer.Refused) FileReader.read(tabs, "shop.yaml")).problems())
                .singleElement()
                .satisfies(p ->
                        assertThat(p.problem().what()).startsWith("shop.yaml:8:19 /tables/0/mapping/0/key/1: 007"));
    }

    @ParameterizedTest
    @CsvSource({"'  - from', '\t- from', 5:1", "'  - from', '  -\tfrom', 5:4", "'    mapping', '  \tmapping', 6:3"})
    void whatIndentsIsRefusedWhereItStands(String blanks, String tabs, String place) {
        var text = FILE.replace(blanks, tabs.replace("\\t", "\t"));

        assertThat(((FileAnswer.Refused) FileReader.read(text, "shop.yaml")).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.problem().what())
                        .isEqualTo("shop.yaml:" + place + ": There is a tab, but YAML indents with blanks only."));
    }

    /** Each tab costs a run of the parser, so there is an end. */
    @Test
    void thereMayBeManyButNotAnyNumber() {
        assertThat(FileReader.read(FILE + "#\t\n".repeat(10_000), "shop.yaml")).isInstanceOf(FileAnswer.Ok.class);
        assertThat(FileReader.read(FILE + "x: [" + "a,\tb,".repeat(600) + "]", "shop.yaml")
                        .toString())
                .contains("There is a tab");
    }

    private static FileAnswer.Ok ok(String text) {
        var answer = FileReader.read(text, "shop.yaml");
        assertThat(answer).isInstanceOf(FileAnswer.Ok.class);
        return (FileAnswer.Ok) answer;
    }
}
