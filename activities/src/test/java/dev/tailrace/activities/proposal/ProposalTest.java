package dev.tailrace.activities.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed takes the sample that it was made of, and every row restores its item. */
class ProposalTest {
    private static final KeySchema PK_SK =
            new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));
    private static final KeySchema ID = new KeySchema(new KeyAttribute("id", KeyType.S), null);

    private static Item item(String json) {
        return DynamoJson.read(json.replace('\'', '"'));
    }

    private static Proposal propose(KeySchema keys, List<Item> items) {
        return Proposal.of(
                new ItemSample("App.Data", keys, items, Set.of("GSI1PK"), "expires", true, 12.5), "eu-west-1");
    }

    private static void assertTakesAll(Proposal proposal) {
        assertThat(proposal.problems()).as(proposal.file()).isEmpty();
        assertThat(proposal.tried()).as(proposal.file()).isNotEmpty().allSatisfy(tried -> {
            assertThat(tried.refused()).as(tried.item()).isNull();
            assertThat(tried.rows()).as(tried.item()).isNotEmpty();
            assertThat(tried.lost()).as(tried.item()).isNull();
            assertThat(tried.shares()).as(tried.item()).isNull();
        });
    }

    /** Users, their orders by date and number, and lines of these, in one table. */
    private static List<Item> singleTable() {
        var items = new ArrayList<Item>();
        for (int u = 0; u < 20; u++) {
            items.add(item("{'PK':{'S':'USER#u%d'},'SK':{'S':'PROFILE'},'name':{'S':'Ada %d'},'GSI1PK':{'S':'MAIL#%d'}}"
                    .formatted(u, u, u)));
            for (int o = 0; o < 3; o++) {
                items.add(item(("{'PK':{'S':'USER#u%d'},'SK':{'S':'ORDER#2026-01-0%d#o%d'},'total':{'N':'%d.50'},"
                                + "'status':{'S':'%s'},'createdAt':{'N':'176000000%d'},'expires':{'N':'1790000000'},"
                                + "'lines':{'L':[]},'odd':{%s}}")
                        .formatted(
                                u, o + 1, u * 10 + o, o, o == 0 ? "NEW" : "PAID", o, o == 0 ? "'S':'a'" : "'N':'1'")));
            }
        }
        return items;
    }

    @Test
    void kindsAreFoundByTheWordsOfTheirKeys() {
        var proposal = propose(PK_SK, singleTable());
        assertTakesAll(proposal);
        assertThat(proposal.file())
                .startsWith("# Proposed from 80 items of App.Data, which cost 12.5 read units: 2 kinds. Look it over.\n"
                        + "# Of these 80 are mapped, 0 refused; 0 do not come back exactly, 0 share a row.\n"
                        + "name: app-data\n")
                .contains("region: eu-west-1", "- from: \"App.Data\"")
                .contains(
                        """
                              # 60 of 80 items
                              - when: { PK: "USER#{user_id}", SK: "ORDER#{order_date}#{order_id}" }
                                into: orders
                                key: [user_id, order_date, order_id]
                        """,
                        "total: numeric  # 100 %",
                        "status: text  # 100 %; one of NEW, PAID",
                        "created_at: { from: createdAt, type: timestamptz, unit: s }  # 100 %",
                        "expires: { type: timestamptz, unit: s }  # 100 %",
                        "lines: jsonb  # 100 %",
                        "# odd stays in attributes: of several kinds: N 40, S 20",
                        """
                              # 20 of 80 items
                              - when: { PK: "USER#{user_id}", SK: "PROFILE" }
                                into: users
                                key: [user_id]
                        """,
                        "gsi1_pk: { from: GSI1PK, type: text }  # 100 %");
    }

    @Test
    void elseAnAttributeThatNamesTheKindDoes() {
        var items = new ArrayList<Item>();
        for (int i = 0; i < 30; i++) {
            items.add(item("{'id':{'S':'%08d-0000-4000-8000-000000000000'},'entityType':{'S':'%s'}}"
                    .formatted(i, i % 3 == 0 ? "City" : "Customer")));
        }
        var proposal = propose(ID, items);
        assertTakesAll(proposal);
        assertThat(proposal.file())
                .contains("when: { entityType: { equals: \"City\" } }", "into: cities", "into: customers", "key: [id]");
    }

    @Test
    void setsBecomeArraysAndConsentIsInComments() {
        var items = new ArrayList<Item>();
        for (int i = 0; i < 30; i++) {
            items.add(
                    item(("{'id':{'S':'o-%d'},'tags':{'SS':['b','a']},'Scores':{'NS':['2','10']},'raw':{'BS':['AQ==']},"
                                    + "'mixed':{%s}}")
                            .formatted(i, i % 2 == 0 ? "'SS':['a']" : "'NS':['1']")));
        }
        var proposal = propose(ID, items);
        assertTakesAll(proposal);
        assertThat(proposal.file())
                .contains(
                        "target: { postgres: { url: env:TARGET_URL, schema: app } }\n# tokens: true  ",
                        "\n# enableStream: true  ",
                        "tags: text[]  # 100 %",
                        "scores: { from: Scores, type: \"numeric[]\" }  # 100 %",
                        "raw: bytea[]  # 100 %",
                        "# mixed stays in attributes: of several kinds: NS 15, SS 15");
    }

    @Test
    void elseItIsOneTable() {
        var items = new ArrayList<Item>();
        for (int i = 0; i < 30; i++) {
            items.add(item(
                    "{'id':{'S':'o-%d'},'order.date':{'S':'2026-01-31'},'on':{'BOOL':true},'select':{'S':'x'},'a[0]':{'S':'x'},'straße':{'S':'x'}}"
                            .formatted(i)));
        }
        var proposal = propose(ID, items);
        assertTakesAll(proposal);
        assertThat(proposal.file())
                .contains(
                        "- into: app_data\n",
                        "order_date: { from: \"order\\\\.date\", type: date }",
                        "\"on\": boolean",
                        "select: text",
                        "a_0: { from: \"a\\\\[0]\", type: text }",
                        "stra_e: { from: \"stra\\u00dfe\", type: text }");
    }

    @Test
    void whatEveryValueProvesIsProposed() {
        var items = new ArrayList<Item>();
        for (int i = 0; i < 30; i++) {
            items.add(item(("{'id':{'S':'o-%1$d'},'active':{%2$s},'zip':{%3$s},'body':{'S':'{%4$s: 1}'},"
                            + "'sentAt':{'S':'2026-01-31 10:00:00.5Z'},'seen':{'S':'Sat, 31 Jan 2026 10:00:00 GMT'},"
                            + "'updatedAt':{'N':'17000000000000%5$02d'},'createdAt':{'N':'17000000000000000%5$02d'},'madeOn':{'S':'2026-01-31 10:00:00'}}")
                    .formatted(
                            i,
                            i % 2 == 0 ? "'BOOL':true" : "'N':'0'",
                            i % 2 == 0 ? "'S':'01067'" : "'N':'10115'",
                            "\\\"a\\\"",
                            i)));
        }
        var proposal = propose(ID, items);
        assertTakesAll(proposal);
        assertThat(proposal.file())
                .contains(
                        "active: { type: boolean, words: known }",
                        "zip: { type: text, also: [N] }",
                        "body: { type: jsonb, decode: json, fallback: value }",
                        "sent_at: { from: sentAt, type: timestamptz, format: blank }",
                        "seen: { type: timestamptz, format: rfc1123 }",
                        "made_on: { from: madeOn, type: timestamp, format: blank }",
                        "updated_at: { from: updatedAt, type: timestamptz, unit: us }",
                        "created_at: { from: createdAt, type: timestamptz, unit: ns, fraction: cut }");
    }

    @Test
    void anEmptyTableGetsItsKey() {
        var proposal = propose(PK_SK, List.of());
        assertThat(proposal.problems()).isEmpty();
        assertThat(proposal.file()).contains("key: [pk, sk]");
    }

    @Test
    void whatIsOddInKeysAndNamesIsTakenAllTheSame() {
        var items = new ArrayList<Item>();
        for (int i = 0; i < 40; i++) {
            items.add(item(
                    "{'PK':{'S':'T#%d'},'SK':{'S':'%s'},'a b':{'N':'1'},'a-b':{'N':'2'},'attributes':{'S':'x'},'1st':{'S':'%s'}}"
                            .formatted(
                                    i,
                                    List.of(
                                                    "A#",
                                                    "#",
                                                    "A#B#" + i,
                                                    "plain" + i,
                                                    "A#{x}" + i,
                                                    "B",
                                                    "A#2026-01-01T00:00:00Z")
                                            .get(i % 7),
                                    i % 2 == 0 ? "\\u0000" : "y")));
        }
        var proposal = propose(PK_SK, items);
        assertThat(proposal.problems()).as(proposal.file()).isEmpty();
        assertThat(proposal.tried()).allMatch(t -> t.shares() == null && t.lost() == null);
    }

    @ParameterizedTest
    @CsvSource({
        "createdAt, created_at",
        "GSI1PK, gsi1_pk",
        "HTTPStatus, http_status",
        "a b-c, a_b_c",
        "1st, c_1st",
        "日本, c_",
    })
    void namesBecomeThoseOfPostgres(String attribute, String column) {
        assertThat(ProposedNames.snake(attribute)).isEqualTo(column);
    }
}
