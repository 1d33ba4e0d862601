package dev.tailrace.activities.verification;

import static dev.tailrace.activities.verification.ComparedOrders.expiring;
import static dev.tailrace.activities.verification.ComparedOrders.id;
import static dev.tailrace.activities.verification.ComparedOrders.order;

import dev.tailrace.activities.plugin.CheckedMapper;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Faults of a migration, or of its verification, to be planted while a verdict stands. In the order of the page. */
enum Fault {
    LOST_ITEM("an item lost by the copy", orders -> orders.bench.run("delete from orders where id = '0007'")),
    LOST_UPDATE("an update that capture lost", orders -> orders.put(changed())),
    LOST_UPDATE_MEANWHILE(
            "an update that capture loses while the verification runs, after its segment was read", orders -> {
                orders.beforeRun(() -> orders.put(order(7)));
                orders.afterScan(() -> orders.put(changed()));
            }),
    LOST_DELETE("a delete that capture lost", orders -> orders.remove(7)),
    LOST_DELETE_OF_TOUCHED("a delete that capture lost, of an item that it had updated", orders -> {
        orders.captured(order(7), changed());
        orders.remove(7);
    }),
    REORDERED("two updates that capture applied in the wrong order", orders -> {
        orders.put(changed());
        orders.captured(order(7), changed());
        orders.captured(changed(), order(7));
    }),
    CANCELLED(
            "a lost item and a row that no item has, with the same values",
            orders -> orders.bench.run("update orders set id = 'nobody' where id = '0007'")),
    TWO_IN_ONE("two items that a mapper plugin makes one row of", orders -> {
        orders.put(order("twin", "10", "n", null));
        var wrong =
                changing(orders.mapper(), row -> row.cells().getFirst().equals("twin") ? withCell(row, 0, id(7)) : row);
        orders.mapper(CheckedMapper.of(wrong, orders.bench.table.keys()));
    }),
    PRECISION(
            "digits lost behind the point",
            orders -> orders.bench.run("update orders set total = round(total, 1) where id = '0007'")),
    TRUNCATION(
            "a text cut off", orders -> orders.bench.run("update orders set name = left(name, 4) where id = '0007'")),
    NULL_FOR_ABSENT("an empty text where the attribute is absent", orders -> {
        orders.put(order("0007", "10.12", "name-0007", null));
        orders.bench.run("update orders set note = '' where id = '0007'");
    }),
    SWAPPED(
            "two columns of one row swapped, whose texts are of the same length",
            orders -> orders.bench.run("update orders set name = note, note = name where id = '0007'")),
    ROGUE_WRITE(
            "a row that someone else wrote at the target, with a text of the same length",
            orders -> orders.bench.run("update orders set note = 'XXXX-0007' where id = '0007'")),
    EXPIRED("an item that has expired and is not deleted yet: no fault", orders -> {
        var old = expiring(order(7), Instant.now().getEpochSecond() - 60);
        orders.put(old);
        orders.captured(order(7), old);
    }),
    LOST_SEGMENT("a reader that passes over a part of the source", orders -> orders.loseSegments(1)),
    READ_NOTHING("a reader that reads nothing", orders -> {
        orders.put(changed());
        orders.captured(order(7), changed());
        orders.readNothing();
    }),
    MAPPER_WRONG("a mapper that makes the same mistake in the copy and in the comparison", orders -> {
        orders.mapper(changing(
                orders.mapper(), row -> withCell(row, 1, floor(row.cells().get(1)))));
        orders.bench.run("update orders set total = floor(total)");
    });

    private final String words;
    private final Planting planting;

    interface Planting {
        void in(ComparedOrders orders) throws Exception;
    }

    Fault(String words, Planting planting) {
        this.words = words;
        this.planting = planting;
    }

    String words() {
        return words;
    }

    void plant(ComparedOrders orders) throws Exception {
        planting.in(orders);
    }

    private static Item changed() {
        return order("0007", "77.77", "changed", "changed");
    }

    private static String floor(String number) {
        return new BigDecimal(number).setScale(0, RoundingMode.FLOOR).toPlainString();
    }

    private static Row withCell(Row row, int column, String cell) {
        var cells = new ArrayList<>(row.cells());
        cells.set(column, cell);
        return new Row(row.table(), cells);
    }

    private static Mapper changing(Mapper mapper, UnaryOperator<Row> change) {
        return new Mapper() {
            @Override
            public List<RowTable> tables() {
                return mapper.tables();
            }

            @Override
            public Mapped map(Item item) {
                return mapper.map(item) instanceof Mapped.Rows mapped
                        ? new Mapped.Rows(mapped.rows().stream().map(change).toList())
                        : mapper.map(item);
            }

            @Override
            public Item itemKey(RowKey key) {
                return mapper.itemKey(key);
            }

            @Override
            public List<Copied> copied() {
                return mapper.copied();
            }
        };
    }
}
