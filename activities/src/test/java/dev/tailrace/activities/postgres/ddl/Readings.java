package dev.tailrace.activities.postgres.ddl;

import dev.tailrace.activities.file.TargetOptions.Partition;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.mapping.TargetDdl;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Readings of sensors, by time: {@code device#time} → (device, at). */
final class Readings {
    private final Mapper mapper;

    /** @param at the type of the time in the key */
    Readings(String at) {
        var rule = new Rule(
                Map.of("id", Condition.of("{device}#{at:" + at + "}")),
                "read\"ings",
                List.of("device", "at"),
                Map.of(
                        "expires", new ColumnSpec(null, "timestamptz", "s"),
                        "seconds", new ColumnSpec("expires", "bigint", null)),
                "rest");
        var keys = new KeySchema(new KeyAttribute("id", KeyType.S), null);
        mapper = ((Compiled.Ok) MappingCompiler.compile(new MappingSpec(List.of(rule), MappingSpec.Else.REFUSE), keys))
                .mapper();
    }

    RowTable table() {
        return mapper.tables().getFirst();
    }

    List<String> ddl(Partition partition) {
        var statements = new ArrayList<>(TargetDdl.createTable("public", table(), List.of(), partition.of()));
        statements.addAll(PartitionSql.partitions("public", table(), partition));
        return statements;
    }

    Row row(String id, long expires) {
        var item = Item.of(Map.of("id", new Value.Text(id), "expires", new Value.Num(BigDecimal.valueOf(expires))));
        return ((Mapped.Rows) mapper.map(item)).rows().getFirst();
    }
}
