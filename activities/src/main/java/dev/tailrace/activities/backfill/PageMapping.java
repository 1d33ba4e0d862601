package dev.tailrace.activities.backfill;

import dev.tailrace.activities.backfill.ScanReader.Page;
import dev.tailrace.activities.store.PageEffects;
import dev.tailrace.activities.store.PageEffects.ItemRows;
import dev.tailrace.activities.store.PageEffects.LeftOut;
import dev.tailrace.activities.store.PageEffects.Read;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the mapper makes of a page. */
final class PageMapping {
    private PageMapping() {}

    static PageEffects effects(Mapper mapper, Page page) {
        var copied = new ArrayList<ItemRows>();
        var refused = new ArrayList<LeftOut>();
        var collections = new HashSet<RowKey>();
        var skipped = new ArrayList<Long>();
        for (var item : page.items()) {
            switch (mapper.map(item)) {
                case Mapped.Rows mapped -> copied.add(new ItemRows(item, mapped.rows()));
                case Mapped.Part part -> collections.add(part.key());
                case Mapped.Skipped left -> count(skipped, left.rule());
                case Mapped.Refused why -> refused.add(new LeftOut(item, why));
            }
        }
        var read = new Read(page.items().size(), page.units(), page.throttles());
        return new PageEffects(page.from(), page.position(), copied, collections, refused, skipped, read);
    }

    private static void count(List<Long> skipped, int rule) {
        while (skipped.size() <= rule) {
            skipped.add(0L);
        }
        skipped.set(rule, skipped.get(rule) + 1);
    }
}
