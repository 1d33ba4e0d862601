package dev.tailrace.examples;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.plugin.MapperPlugin;
import dev.tailrace.mappers.plugin.Option;
import dev.tailrace.mappers.plugin.Options;
import dev.tailrace.mappers.plugin.PluginTable;
import java.util.List;

/** Amounts that are kept as one text, {@code EUR 12.34}, become a currency and a number. */
public final class MoneyMapper implements MapperPlugin {
    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.required("attribute", Option.Type.TEXT, "The attribute that holds the amount."));
    }

    @Override
    public Mapper create(KeySchema keys, Options options) {
        var payments = PluginTable.named("payments")
                .key(keys)
                .column("currency", "text")
                .column("amount", "numeric")
                .column("item", "jsonb");
        return payments.mapper(item -> {
            var text = item.get(options.text("attribute")) instanceof Value.Text t ? t.value() : "";
            var amount = text.split(" ", 2);
            if (amount.length < 2) {
                return new Mapped.Refused("TR-M022", "The amount is not a currency and a number.");
            }
            return payments.row(item)
                    .set("currency", new Value.Text(amount[0]))
                    .set("amount", new Value.Text(amount[1]))
                    .set("item", new Value.MapOf(item.attributes()))
                    .mapped();
        });
    }
}
