package dev.tailrace.activities.view;

import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the rule of a file that takes an item, without the source. Not thread-safe. */
final class Rules {
    private static final int NONE = -1;

    private final @Nullable MappingSpec mapping;
    private @Nullable Mapper mapper;
    private boolean compiled;

    Rules(MapperSpec spec) {
        mapping = spec instanceof MapperSpec.Rules rules ? rules.mapping() : null;
    }

    /**
     * The rule in words, null where no rule takes the item or a plugin maps it.
     *
     * @param key as DynamoDB JSON
     * @param image the whole item, likewise
     */
    @Nullable
    String taking(String key, String image) {
        if (mapping == null) {
            return null;
        }
        if (!compiled) {
            compiled = true;
            mapper = compile(mapping, DynamoJson.read(key));
        }
        int rule = mapper instanceof RuleChoice rules ? rules.ruleOf(DynamoJson.read(image)) : NONE;
        return rule < 0 || rule >= mapping.rules().size()
                ? null
                : "%d, into %s".formatted(rule + 1, mapping.rules().get(rule).into());
    }

    /** A key does not tell which of its attributes is the partition's. Which rule takes an item does not depend on that. */
    private static @Nullable Mapper compile(MappingSpec mapping, Item key) {
        var attributes = new ArrayList<KeyAttribute>();
        key.attributes().forEach((name, value) -> attributes.add(new KeyAttribute(name, type(value))));
        return Stream.of(attributes, attributes.reversed())
                .map(order -> MappingCompiler.compile(mapping, schema(order)))
                .flatMap(answer -> answer instanceof Compiled.Ok ok ? Stream.of(ok.mapper()) : Stream.empty())
                .findFirst()
                .orElse(null);
    }

    private static KeySchema schema(List<KeyAttribute> order) {
        return new KeySchema(order.getFirst(), order.size() == 1 ? null : order.getLast());
    }

    private static KeyType type(Value value) {
        return value instanceof Value.Num ? KeyType.N : value instanceof Value.Binary ? KeyType.B : KeyType.S;
    }
}
