package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetDdlTest {
    @Test
    void aTableIsCreatedWithItsKeyAndCommentsThatNameTheSource() {
        var mapper = mapper(PK_SK, """
                [ { when: { SK: 'ORDER#{n:int}' }, into: 'my "orders"', key: ['PK', 'n'],
                    columns: { total: { from: "it's?", type: 'numeric(12,2)' } }, rest: 'select' } ]
                """);

        assertThat(TargetDdl.createTable("app", mapper.tables().getFirst()))
                .containsExactly(
                        """
                        CREATE TABLE "app"."my ""orders""\" (
                          "PK" text COLLATE "C" NOT NULL,
                          "n" bigint NOT NULL,
                          "total" numeric(12,2),
                          "select" jsonb,
                          PRIMARY KEY ("PK", "n")
                        )""",
                        "COMMENT ON COLUMN \"app\".\"my \"\"orders\"\"\".\"PK\" IS 'PK'",
                        "COMMENT ON COLUMN \"app\".\"my \"\"orders\"\"\".\"n\" IS 'n of SK'",
                        "COMMENT ON COLUMN \"app\".\"my \"\"orders\"\"\".\"total\" IS 'it''s?'",
                        "COMMENT ON COLUMN \"app\".\"my \"\"orders\"\"\".\"select\" IS 'everything else'");
    }

    @Test
    void rulesThatShareATableAreAllNamedInItsComments() {
        var mapper = mapper(PK_SK, """
                [ { when: { kind: 'a' }, into: 't', key: ['PK', 'SK'], columns: { at: { from: 'created', type: 'date' } } },
                  { into: 't', key: ['PK', 'SK'], columns: { at: { from: 'born', type: 'date' } } } ]
                """);

        assertThat(TargetDdl.createTable("s", mapper.tables().getFirst()).getLast())
                .isEqualTo("COMMENT ON COLUMN \"s\".\"t\".\"at\" IS 'created or born'");
    }
}
