package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.PointReader.Parts;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The parts of a row of a collection table, by one query over several pages. For one thread. */
final class PartsReader implements Parts {
    private final DynamoDbClient tables;
    private final PartsQuery query;
    private boolean more = true;

    PartsReader(DynamoDbClient tables, PartsQuery query) {
        this.tables = tables;
        this.query = query;
    }

    @Override
    public boolean hasNext() {
        return more;
    }

    @Override
    public double next(@Nullable Duration limit) {
        var request = limit == null
                ? query.next()
                : query.next().toBuilder()
                        .overrideConfiguration(o -> o.apiCallTimeout(limit))
                        .build();
        var page = PointReads.asked(() -> tables.query(request));
        more = query.take(page);
        return ReadUnits.of(page.consumedCapacity());
    }

    @Override
    public List<Item> items() {
        return query.items();
    }

    @Override
    public long size() {
        return query.size();
    }
}
