package dev.tailrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.plugin.MapperContract;
import dev.tailrace.mappers.plugin.Options;
import dev.tailrace.mappers.plugin.Variations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MoneyMapperTest {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("payment", KeyType.S), null);
    private static final Item SAMPLE =
            DynamoJson.read("{\"payment\":{\"S\":\"p-1\"},\"amount\":{\"S\":\"EUR 12.34\"},\"note\":{\"S\":\"n\"}}");

    private static Mapper mapper() {
        return new MoneyMapper().create(KEYS, new Options(Map.of("attribute", "amount")));
    }

    @Test
    void anAmountBecomesACurrencyAndANumber() {
        assertThat(mapper().map(SAMPLE))
                .isInstanceOfSatisfying(
                        Mapped.Rows.class,
                        mapped -> assertThat(mapped.rows().getFirst().cells().subList(0, 3))
                                .containsExactly("p-1", "EUR", "12.34"));
    }

    @Test
    void theContractHolds() {
        MapperContract.of(MoneyMapperTest::mapper, KEYS).check(Variations.of(List.of(SAMPLE), KEYS, 1, 20_000));
    }
}
