package dev.tailrace.mappers.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mappings and items written as tests read best: JSON with bare names and single quotes. */
final class Mappings {
    static final KeySchema PK_SK = new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));

    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .build();

    private Mappings() {}

    static MappingJson.Read read(String json) {
        try {
            return MappingJson.read(LENIENT.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Compiled compile(KeySchema keys, String json) {
        var read = read(json);
        assertThat(read).isInstanceOf(MappingJson.Read.Ok.class);
        return MappingCompiler.compile(((MappingJson.Read.Ok) read).spec(), keys);
    }

    static Compiled.Ok compiled(KeySchema keys, String json) {
        var compiled = compile(keys, json);
        assertThat(compiled).isInstanceOf(Compiled.Ok.class);
        return (Compiled.Ok) compiled;
    }

    static ReversibleMapper mapper(KeySchema keys, String json) {
        return compiled(keys, json).mapper();
    }

    static List<MappingProblem> problems(KeySchema keys, String json) {
        var compiled = compile(keys, json);
        assertThat(compiled).isInstanceOf(Compiled.Refused.class);
        return ((Compiled.Refused) compiled).problems();
    }

    /** An item in DynamoDB JSON. */
    static Item item(String json) {
        try {
            return DynamoJson.read(LENIENT.readTree(json).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The one row of an item, after checking that its key leads back. */
    static Row row(Mapper mapper, Item item, KeySchema keys) {
        var mapped = mapper.map(item);
        assertThat(mapped).isInstanceOf(Mapped.Rows.class);
        var rows = ((Mapped.Rows) mapped).rows();
        assertThat(rows).hasSize(1);
        assertThat(mapper.itemKey(rows.getFirst().key())).isEqualTo(keys.keyOf(item));
        return rows.getFirst();
    }

    static Mapped.Refused refusal(Mapper mapper, Item item) {
        var mapped = mapper.map(item);
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        return (Mapped.Refused) mapped;
    }

    /** Column to cell; columns that are SQL NULL are left out. */
    static Map<String, String> cells(Row row) {
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < row.cells().size(); i++) {
            var cell = row.cells().get(i);
            if (cell != null) {
                cells.put(row.table().columns().get(i).name(), cell);
            }
        }
        return cells;
    }
}
