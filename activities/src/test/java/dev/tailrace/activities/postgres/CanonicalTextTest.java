package dev.tailrace.activities.postgres;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingJson;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.TargetDdl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

@Tag("stack")
class CanonicalTextTest {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    /** Values are DynamoDB JSON with single quotes, one after the other. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    text          | {'S':''} {'S':'\\\\N'} {'S':'a\\tb\\nc\\\\d'} {'S':'\\t'} {'S':'\\n'} {'S':'\\r'} {'S':'\\\\'} {'S':'\\ud83d\\ude00\\u202e'}
                    smallint      | {'N':'-32768'} {'N':'32767'}
                    integer       | {'N':'-2147483648'} {'N':'0'}
                    bigint        | {'N':'9223372036854775807'} {'N':'1E+3'}
                    numeric       | {'N':'1E-130'} {'N':'9.9999999999999999999999999999999999999E+125'} {'N':'-0.10'}
                    numeric(12,2) | {'N':'1.5'} {'N':'100'} {'N':'-9999999999.99'} {'S':'12.50'}
                    boolean       | {'BOOL':true} {'BOOL':false}
                    date          | {'S':'0001-01-01'} {'S':'2024-02-29'} {'S':'9999-12-31'}
                    timestamp     | {'S':'0001-01-01T00:00:00'} {'S':'2026-01-31T10:00:00.500000'} {'S':'9999-12-31T23:59:59.999999'}
                    timestamptz   | {'S':'2026-01-31T10:00:00.12+02:00'} {'N':'1700000000'} {'N':'1700000000123'} {'S':'0001-01-01T00:00:00Z'}
                    uuid          | {'S':'123E4567-e89b-12d3-a456-426614174000'}
                    jsonb         | {'M':{'$b':{'S':'x'},'aa':{'N':'1.50'},'b':{'N':'1E-130'}}} {'NULL':true} {'L':[{'S':'\\u0001\\\\'},{'B':'AA=='},{'NS':['10','9.5']}]}
                    bytea         | {'B':''} {'B':'AP8='}
                    text[]        | {'SS':['','null','a b','c,d','\\\\','{','\\ud83d\\ude00']} {'L':[]}
                    numeric[]     | {'NS':['10','9.50','-1E-130']}
                    bytea[]       | {'BS':['','AP8=']}
                    """)
    void whatPostgresPrintsIsAgainTheTextThatWasWritten(String type, String values) throws Exception {
        var mapper = mapper(type);
        assertArriveAsTheyAre(mapper, rows(mapper, values));
    }

    /** Of a column that consents to more than its type: its definition is JSON with single quotes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    'type':'jsonb','decode':'json','fallback':'value' | {'S':'{\\"b\\": 1.50, \\"a\\": [1e2, -0, -0.0, 1E-5, 9.5e399, 1e-399, true, null, \\"\\\\u00e9\\\\ud83d\\\\ude00\\\\n\\\\u0001/\\"], \\"b\\": 2, \\"\\": {}}'} {'S':'[]'} {'S':'\\"x\\"'} {'S':'x'} {'S':' 007'} {'S':'1e401'} {'M':{'$b':{'S':'x'}}}
                    'type':'jsonb','decode':'json','fallback':'none' | {'S':'{\\"$b\\": \\"x\\"}'} {'S':'x'} {'N':'1'}
                    'type':'boolean','words':'known' | {'N':'1'} {'N':'0'} {'S':'Yes'} {'S':'n'} {'BOOL':true}
                    'type':'text','also':['N','BOOL','L','M'] | {'N':'1E+3'} {'BOOL':false} {'L':[{'S':'a'},{'B':'AA=='}]} {'S':''}
                    'type':'timestamptz','unit':'ns','fraction':'cut' | {'N':'1700000000123456789'} {'N':'-1'} {'S':'2026-01-31T10:00:00.123456789Z'}
                    'type':'timestamptz','format':['rfc1123','blank','date'],'zone':'Europe/Berlin' | {'S':'Sat, 31 Jan 2026 10:00:00 GMT'} {'S':'2026-01-31 10:00'} {'S':'2026-01-31'}
                    'type':'timestamp','format':'compact' | {'S':'20260131235959'}
                    'type':'date','format':'compact' | {'S':'20260131'} {'N':'20240229'}
                    'type':'numeric(12,2)','round':'half-up' | {'N':'0.30000000000000004'} {'N':'-0.005'} {'N':'9999999999.994'}
                    'type':'boolean','value':true | {'S':'x'}
                    'type':'jsonb','value':{'b':[1.5,'x'],'a':null} | {'S':'x'}
                    """)
    void whatAColumnTakesByConsentIsAgainTheTextThatWasWritten(String column, String values) throws Exception {
        var rules = "[{'into':'t','key':['id'],'columns':{'v':{%s}},'rest':'rest'}]".formatted(column);
        var read = MappingJson.read(new ObjectMapper().readTree(rules.replace('\'', '"')));
        var compiled = MappingCompiler.compile(((MappingJson.Read.Ok) read).spec(), KEYS);
        var mapper = ((Compiled.Ok) compiled).mapper();
        assertArriveAsTheyAre(mapper, rows(mapper, values));
    }

    /** As COPY sends it in chunks: of 64 KB, in the middle of an escape too. */
    @Test
    void rowsThatAreCutIntoChunksArriveWhole() throws Exception {
        var mapper = mapper("text");
        var values = IntStream.range(0, 8)
                .mapToObj(i -> "{'S':'" + "x".repeat(i) + "é\\\\\\t".repeat(i * 7_000) + "'}")
                .collect(joining(" "));
        assertArriveAsTheyAre(mapper, rows(mapper, values));
    }

    private static void assertArriveAsTheyAre(Mapper mapper, List<Row> rows) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("drop table if exists t");
            for (var statement : TargetDdl.createTable("public", mapper.tables().getFirst())) {
                connection.createStatement().execute(statement);
            }
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy t from stdin");
            CopyText.write(rows, copy);
            copy.endCopy();

            assertThat(read(connection, mapper)).containsExactlyElementsOf(rows);
        }
    }

    private static Mapper mapper(String type) {
        var rule = new MappingSpec.Rule(
                Map.of(), "t", List.of("id"), Map.of("v", new ColumnSpec(null, type, null)), "rest");
        var spec = new MappingSpec(List.of(rule), MappingSpec.Else.REFUSE);
        return ((Compiled.Ok) MappingCompiler.compile(spec, KEYS)).mapper();
    }

    private static List<Row> rows(Mapper mapper, String values) {
        var rows = new ArrayList<Row>();
        for (var value : values.replace('\'', '"').split(" (?=\\{\"[A-Z]+\":)")) {
            var item = DynamoJson.read("{\"id\":{\"S\":\"" + rows.size() + "\"},\"v\":" + value + "}");
            rows.addAll(((Mapped.Rows) mapper.map(item)).rows());
        }
        return rows;
    }

    private static List<Row> read(Connection connection, Mapper mapper) throws Exception {
        var table = mapper.tables().getFirst();
        var rows = new ArrayList<Row>();
        connection.createStatement().execute("set time zone 'UTC'");
        try (var printed =
                connection.createStatement().executeQuery("select id, v::text, rest::text from t order by id")) {
            while (printed.next()) {
                var cells = new String[3];
                for (int i = 0; i < cells.length; i++) {
                    var text = printed.getString(i + 1);
                    cells[i] =
                            text == null ? null : table.columns().get(i).type().canonical(text);
                }
                rows.add(new Row(table, Arrays.asList(cells)));
            }
        }
        return rows;
    }
}
