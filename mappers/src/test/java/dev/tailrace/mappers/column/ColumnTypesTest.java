package dev.tailrace.mappers.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {
    static List<CellType> types() {
        return List.of(
                type("text"),
                type("smallint"),
                type("integer"),
                type("bigint"),
                type("numeric"),
                type("numeric(12,2)"),
                type("boolean"),
                type("date"),
                type("timestamp"),
                type("timestamptz"),
                type("timestamptz", "s"),
                type("timestamptz", "ms"),
                type("timestamptz", "us"),
                type("timestamptz", "ns"),
                times("timestamptz", null, List.of("blank", "iso"), List.of(0, 6), "+02:00", true),
                times("timestamptz", ZoneId.of("America/New_York"), List.of("date", "iso"), List.of(), null, false),
                times("timestamp", null, List.of("iso"), List.of(3), null, true),
                times("date", null, List.of("compact", "iso"), List.of(), null, false),
                new BooleanType(List.of(new Value.Num(BigDecimal.ONE)), List.of(new Value.Text("")), true),
                new JsonTextType(JsonTextType.Fallback.VALUE),
                new AlsoType(type("text"), AlsoType.KINDS),
                Objects.requireNonNull(ColumnTypes.rounding(type("numeric(12,2)"), "half-up")),
                Objects.requireNonNull(ColumnTypes.rounding(type("bigint"), "down")),
                type("uuid"),
                type("jsonb"),
                type("bytea"),
                type("text[]"),
                type("numeric[]"),
                type("bytea[]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyValueIsTakenOrRefusedAndWhatIsExactComesBack(CellType type) {
        var values = new RandomValues(type.hashCode());
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            var value = values.value(1);
            if (type.isNull(value)) {
                continue;
            }
            switch (type.encode(value)) {
                case Cell.Of cell -> {
                    taken++;
                    assertThat(type.canonical(cell.text())).isEqualTo(cell.text());
                    assertThat(UnwritableText.none(cell.text())).isTrue();
                    if (cell.exact()) {
                        assertThat(type.decode(cell.text())).isEqualTo(value);
                    }
                }
                case Cell.Refused refused ->
                    assertThat(UnwritableText.none(refused.why())).isTrue();
            }
        }
        assertThat(taken).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    smallint      | 32767   | 32767
                    smallint      | -32768  | -32768
                    integer       | 2147483647 | 2147483647
                    bigint        | -9223372036854775808 | -9223372036854775808
                    bigint        | 1E+3    | 1000
                    numeric       | 1E-130  | 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001
                    numeric(12,2) | 9999999999.99 | 9999999999.99
                    numeric(2,2)  | 0.99    | 0.99
                    numeric(2,2)  | 0       | 0
                    numeric(3)    | 999     | 999
                    timestamptz   | 1700000000 | 2023-11-14 22:13:20+00
                    timestamptz   | 1700000000.000001 | 2023-11-14 22:13:20.000001+00
                    timestamptz   | 1700000000123 | 2023-11-14 22:13:20.123+00
                    timestamptz   | 1E+10 | 2286-11-20 17:46:40+00
                    timestamptz   | 99999999999 | 5138-11-16 09:46:39+00
                    """)
    void aNumberIsTakenAsItIs(String type, String number, String cell) {
        assertThat(type(type).encode(new Value.Num(new BigDecimal(number))))
                .isInstanceOfSatisfying(
                        Cell.Of.class, of -> assertThat(of.text()).isEqualTo(cell));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    smallint      | 32768   | is out of the range of smallint
                    integer       | -2147483649 | is out of the range of integer
                    bigint        | 9223372036854775808 | is out of the range of bigint
                    bigint        | 0.5     | is not a whole number
                    numeric(12,2) | 0.001   | has more than 2 digits behind the point
                    numeric(12,2) | 10000000000 | has more than 10 digits before the point
                    numeric(2,2)  | 1       | has more than 0 digits before the point
                    boolean       | 1       | is the number '1', not BOOL: state words: known, or truthy and falsy, for what else is true and false
                    text          | 1       | is N, not S
                    date          | 20000   | is N, not S
                    timestamp     | 1700000000 | is N, not S
                    timestamptz   | -1      | is a number that may be seconds or milliseconds: state the unit
                    timestamptz   | 100000000000000 | is a number that may be seconds or milliseconds: state the unit
                    timestamptz   | 1700000000123456 | is a number of 16 digits, perhaps microseconds: state unit: us
                    timestamptz   | 1700000000123456789 | is a number of 19 digits, perhaps nanoseconds: state unit: ns
                    timestamptz   | 0.0000001 | is finer than microseconds
                    uuid          | 1       | is N, not S
                    bytea         | 1       | is N, not B
                    text[]        | 1       | is N, not SS
                    """)
    void aNumberIsRefusedRatherThanRounded(String type, String number, String why) {
        assertThat(type(type).encode(new Value.Num(new BigDecimal(number)))).isEqualTo(Cell.Refused.unfit(why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text        | now | now | true
                    numeric     | 12.50 | 12.5 | false
                    integer     | 007 | 7 | false
                    date        | 2024-02-29 | 2024-02-29 | true
                    date        | 0001-01-01 | 0001-01-01 | true
                    timestamp   | 2026-01-31T10:00:00 | 2026-01-31 10:00:00 | true
                    timestamp   | 2026-01-31T10:00:00.500000 | 2026-01-31 10:00:00.5 | true
                    timestamp   | 2026-01-31T10:00:00.5 | 2026-01-31 10:00:00.5 | false
                    timestamp   | 2026-01-31T10:00 | 2026-01-31 10:00:00 | false
                    timestamptz | 2026-01-31T10:00:00Z | 2026-01-31 10:00:00+00 | true
                    timestamptz | 2026-01-31T10:00:00.120Z | 2026-01-31 10:00:00.12+00 | true
                    timestamptz | 2026-01-31T10:00:00.123456Z | 2026-01-31 10:00:00.123456+00 | true
                    timestamptz | 2026-01-31T10:00:00.123456000Z | 2026-01-31 10:00:00.123456+00 | false
                    timestamptz | 2026-01-31T10:00:00+00:00 | 2026-01-31 10:00:00+00 | false
                    timestamptz | 2026-01-01T00:30:00+0130 | 2025-12-31 23:00:00+00 | false
                    timestamptz | 9999-12-31T23:59:59.999999Z | 9999-12-31 23:59:59.999999+00 | true
                    uuid        | 123e4567-e89b-12d3-a456-426614174000 | 123e4567-e89b-12d3-a456-426614174000 | true
                    uuid        | 123E4567-E89B-12D3-A456-426614174000 | 123e4567-e89b-12d3-a456-426614174000 | false
                    """)
    void aTextIsTakenAndSaysWhetherItComesBack(String type, String text, String cell, boolean exact) {
        assertThat(type(type).encode(new Value.Text(text))).isEqualTo(new Cell.Of(cell, exact));
    }

    @ParameterizedTest
    @CsvSource({
        "boolean, yes",
        "boolean, t",
        "boolean, true",
        "integer, 1e3",
        "integer, ٣",
        "numeric, NaN",
        "numeric, infinity",
        "date, now",
        "date, today",
        "date, 2026-02-29",
        "date, 2026-1-1",
        "date, 0000-01-01",
        "date, 10000-01-01",
        "date, 2026-01-01 BC",
        "date, 2026-01-01T00:00:00",
        "timestamp, now",
        "timestamp, 2026-01-31T10:00:00Z",
        "timestamp, 2026-01-31 10:00:00",
        "timestamp, 2026-01-31T24:00:00",
        "timestamp, 2026-01-31T10:00:60",
        "timestamp, 2026-01-31T10:00:00.",
        "timestamp, 2026-01-31T10:00:00.0000001",
        "timestamptz, infinity",
        "timestamptz, 2026-01-31T10:00:00",
        "timestamptz, 2026-01-31T10:00:00 Z",
        "timestamptz, 2026-01-31T10:00:00+19:00",
        "timestamptz, 2026-01-31T10:00:00+1",
        "timestamptz, 2026-01-31T10:00:00+",
        "timestamptz, 2026-01-31T10:0",
        "timestamptz, 0001-01-01T00:00:00+01:00",
        "timestamptz, 9999-12-31T23:59:59-01:00",
        "timestamptz, 1700000000",
        "uuid, 123e4567e89b12d3a456426614174000",
        "uuid, {123e4567-e89b-12d3-a456-42661417400}",
        "bytea, \\x00",
        "'text[]', '{a}'"
    })
    void postgresNeverParsesTheSourcesWords(String type, String text) {
        assertThat(type(type).encode(new Value.Text(text))).isInstanceOf(Cell.Refused.class);
    }

    @Test
    void arraysAreSortedAndQuotedAsPostgresPrintsThem() {
        assertThat(type("text[]")
                        .encode(Value.TextSet.of(List.of("b", "", "null", "a b", "c,d", "\"", "\\", "{", "é"))))
                .isEqualTo(new Cell.Of("{\"\",\"\\\"\",\"\\\\\",\"a b\",b,\"c,d\",\"null\",\"{\",é}", true));
        assertThat(type("numeric[]").encode(Value.NumSet.of(List.of(BigDecimal.TEN, new BigDecimal("9.50")))))
                .isEqualTo(new Cell.Of("{9.5,10}", true));
        assertThat(type("numeric[]").canonical("{9.50,10.00}")).isEqualTo("{9.5,10}");
        assertThat(type("bytea[]")
                        .encode(Value.BinarySet.of(List.of(Bytes.of(new byte[] {-1}), Bytes.of(new byte[0])))))
                .isEqualTo(new Cell.Of("{\"\\\\x\",\"\\\\xff\"}", true));
        assertThat(type("text[]").encode(new Value.ListOf(List.of(new Value.Text("b"), new Value.Text("a")))))
                .isEqualTo(new Cell.Of("{b,a}", false));
        assertThat(type("text[]").encode(new Value.ListOf(List.of(new Value.Null()))))
                .isEqualTo(Cell.Refused.unfit("holds NULL, not only S"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar",
                "numeric()",
                "numeric(0,0)",
                "numeric(2,3)",
                "numeric(1001)",
                "numeric(1,2,3)",
                "numeric(a)",
                "text(5)",
                "",
                "double precision",
                "int[]"
            })
    void otherNamesAreNoTypes(String name) {
        assertThat(ColumnTypes.parse(name, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    numeric(12,2) | 1.50    | 1.5
                    numeric(12,2) | 100.00  | 100
                    numeric       | 100     | 100
                    numeric       | NaN     | NaN
                    boolean       | t       | true
                    boolean       | false   | false
                    jsonb         | {"b": 1.0, "aa": [2.50]} | {"aa":[2.5],"b":1}
                    """)
    void whatPostgresPrintsOtherwiseIsMadeCanonical(String type, String printed, String canonical) {
        assertThat(type(type).canonical(printed)).isEqualTo(canonical);
    }

    @Test
    void namesMayBeWrittenAsInSql() {
        assertThat(type("NUMERIC( 12 , 2 )")).isEqualTo(type("numeric(12,2)"));
        assertThat(type("decimal(5)").ddl()).isEqualTo("numeric(5,0)");
        assertThat(type("text").ddl()).isEqualTo("text COLLATE \"C\"");
        assertThat(type("text").cast()).isEqualTo("text");
    }

    private static CellType times(
            String name,
            @Nullable ZoneId zone,
            List<String> formats,
            List<Integer> digits,
            @Nullable String offset,
            boolean cut) {
        var options = new TimeOptions(zone, formats, digits, offset, cut);
        assertThat(options.objection(type(name))).isNull();
        return options.of(type(name));
    }

    private static CellType type(String name) {
        return type(name, null);
    }

    private static CellType type(String name, String unit) {
        return Objects.requireNonNull(ColumnTypes.parse(name, unit), name);
    }
}
