package dev.tailrace.activities.file;

import dev.tailrace.activities.file.TargetOptions.ForeignKey;
import dev.tailrace.activities.file.TargetOptions.Partition;
import dev.tailrace.mappers.item.Shown;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a file asks of target tables against the tables that its mapping makes. Good for one source table. */
public final class TargetsCheck {
    /** A statement that touches all locks all, their keys and indexes, and the server's table of locks has some 6,400 places. */
    private static final int MOST_PARTITIONS = 400;

    private static final Set<String> TIMES = Set.of("date", "timestamp", "timestamptz");

    private final Map<String, TargetOptions> targets;
    private final @Nullable Map<String, Shape> tables;
    private final Elsewhere elsewhere;
    private final List<Fault> faults = new ArrayList<>();

    private TargetsCheck(Map<String, TargetOptions> targets, @Nullable Map<String, Shape> tables, Elsewhere elsewhere) {
        this.targets = targets;
        this.tables = tables;
        this.elsewhere = elsewhere;
    }

    /**
     * A table of the mapping, as far as it is known.
     *
     * @param key the primary key's columns; null: not known
     * @param columns by name with their types, as casts name them, empty where not known; null: it is not known which there are
     * @param checks whether the mapping can say what the source could not hold
     */
    public record Shape(
            @Nullable List<String> key, @Nullable Map<String, String> columns, boolean checks) {}

    /**
     * What other source tables of the file make, to which foreign keys may refer: as far as it is known.
     *
     * @param tables by name; what is not among them is not looked into
     * @param targets what the file asks of them
     */
    public record Elsewhere(Map<String, Shape> tables, Map<String, TargetOptions> targets) {
        /** Nothing is known. */
        public static final Elsewhere UNKNOWN = new Elsewhere(Map.of(), Map.of());

        public Elsewhere {
            tables = Map.copyOf(tables);
            targets = Map.copyOf(targets);
        }
    }

    /**
     * Something that does not fit.
     *
     * @param pointer below {@code targets}
     */
    public record Fault(String pointer, String what, String fix) {}

    /**
     * All that does not fit, in the order of the file.
     *
     * @param tables null: it is not known which there are
     */
    public static List<Fault> of(
            Map<String, TargetOptions> targets, @Nullable Map<String, Shape> tables, Elsewhere elsewhere) {
        var check = new TargetsCheck(targets, tables, elsewhere);
        targets.forEach(check::table);
        return check.faults;
    }

    private void table(String name, TargetOptions options) {
        var at = "/" + name.replace("~", "~0").replace("/", "~1");
        var shape = tables == null ? new Shape(null, null, true) : tables.get(name);
        if (shape == null) {
            add(
                    at,
                    "The mapping makes no table " + Shown.name(name) + ".",
                    "It makes "
                            + String.join(", ", Objects.requireNonNull(tables).keySet()) + ".");
            return;
        }
        if (options.checks() && !shape.checks()) {
            add(at + "/checks", "A plugin does not say what the source could not hold.", "Leave checks out.");
        }
        if (options.partition() != null) {
            partition(at + "/partition", options.partition(), shape);
        }
        if (options.prune() != null) {
            time(at + "/prune/of", options.prune().of(), shape);
        }
        for (int i = 0; i < options.pointers().size(); i++) {
            pointer(at + "/pointers/" + i, options.pointers().get(i), shape);
        }
        if (options.objects() != null) {
            objects(at + "/objects", name, options.objects(), shape);
        }
        for (int i = 0; i < options.unique().size(); i++) {
            unique(at + "/unique/" + i, options.unique().get(i), options, shape);
        }
        for (int i = 0; i < options.foreignKeys().size(); i++) {
            foreignKey(at + "/foreignKeys/" + i, options.foreignKeys().get(i), shape);
        }
    }

    private void partition(String at, Partition partition, Shape shape) {
        time(at + "/of", partition.of(), shape);
        if (shape.key() != null && !shape.key().contains(partition.of())) {
            add(
                    at + "/of",
                    "The column " + Shown.name(partition.of())
                            + " is not in the key: Postgres partitions by columns of the" + " primary key only.",
                    "Put it into the rule's key, if the source's key has it, or leave partition out.");
        }
        var from = day(at + "/from", partition.from());
        var to = day(at + "/to", partition.to());
        if (from == null || to == null) {
            return;
        }
        long partitions = 1
                + (partition.by().equals("day") ? ChronoUnit.DAYS : ChronoUnit.MONTHS)
                        .between(
                                partition.by().equals("day") ? from : from.withDayOfMonth(1),
                                partition.by().equals("day") ? to : to.withDayOfMonth(1));
        if (to.isBefore(from)) {
            add(at + "/to", "The last day is before the first.", "Write a later day.");
        } else if (partitions > MOST_PARTITIONS) {
            add(
                    at + "/to",
                    "That makes %,d partitions; %d are the most.".formatted(partitions, MOST_PARTITIONS),
                    "Partition by month, or begin later: the DEFAULT partition takes what is older.");
        }
    }

    private @Nullable LocalDate day(String at, String text) {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() > 0) {
                return day;
            }
        } catch (DateTimeException noDay) {
            // told below
        }
        add(
                at,
                "This day does not exist: " + Shown.text(text) + ".",
                "Write a day as yyyy-mm-dd, in the years 0001 to 9999.");
        return null;
    }

    private void unique(String at, List<String> columns, TargetOptions options, Shape shape) {
        columns(at, columns, shape);
        if (options.partition() != null && !columns.contains(options.partition().of())) {
            add(
                    at,
                    "A partitioned table can be unique only by columns that have "
                            + Shown.name(options.partition().of()) + " among them.",
                    "Add it, or leave partition out.");
        }
    }

    private void foreignKey(String at, ForeignKey key, Shape shape) {
        columns(at + "/columns", key.columns(), shape);
        if (key.columns().size() != key.key().size()) {
            add(
                    at + "/key",
                    "The foreign key has %d columns, and refers to %d."
                            .formatted(key.columns().size(), key.key().size()),
                    "Name as many.");
        }
        var own = tables == null ? null : tables.get(key.references());
        var other = own == null ? elsewhere.tables().get(key.references()) : own;
        if (other == null) {
            return;
        }
        columns(at + "/key", key.key(), other);
        var options = (own == null ? elsewhere.targets() : targets).getOrDefault(key.references(), TargetOptions.NONE);
        var wanted = new HashSet<>(key.key());
        if (other.key() != null
                && !wanted.equals(Set.copyOf(other.key()))
                && options.unique().stream().noneMatch(unique -> wanted.equals(Set.copyOf(unique)))) {
            add(
                    at + "/key",
                    "The columns %s are not unique in %s.".formatted(key.key(), Shown.name(key.references())),
                    "Name its primary key, or add them to unique there.");
        }
        for (int i = 0; i < Math.min(key.columns().size(), key.key().size()); i++) {
            var mine = type(shape, key.columns().get(i));
            var its = type(other, key.key().get(i));
            if (!mine.isEmpty() && !its.isEmpty() && !mine.equals(its)) {
                add(
                        at + "/columns/" + i,
                        "The column %s is %s, and %s is %s."
                                .formatted(
                                        Shown.name(key.columns().get(i)),
                                        mine,
                                        Shown.name(key.key().get(i)),
                                        its),
                        "Give both the same type.");
            }
        }
    }

    private void time(String at, String column, Shape shape) {
        column(at, column, shape);
        var type = type(shape, column);
        if (!type.isEmpty() && !TIMES.contains(type)) {
            add(
                    at,
                    "The column " + Shown.name(column) + " is " + type + ".",
                    "Name one of type date, timestamp or timestamptz.");
        }
    }

    private void pointer(String at, String column, Shape shape) {
        column(at, column, shape);
        var type = type(shape, column);
        if (!type.isEmpty() && !type.equals("text")) {
            add(at, "The column " + Shown.name(column) + " is " + type + ".", "Name one of type text.");
        }
    }

    private void objects(String at, String table, TargetOptions.Objects objects, Shape shape) {
        for (int i = 0; i < objects.of().size(); i++) {
            pointer(at + "/of/" + i, objects.of().get(i), shape);
        }
        var objectsTable = TargetOptions.Objects.tableOf(table);
        if (elsewhere.tables().containsKey(objectsTable) || (tables != null && tables.containsKey(objectsTable))) {
            add(
                    at,
                    "The objects are to be in table " + Shown.name(objectsTable)
                            + ", and the mapping makes one of that name.",
                    "Name the other table otherwise.");
        }
    }

    private void columns(String at, List<String> columns, Shape shape) {
        for (int i = 0; i < columns.size(); i++) {
            column(at + "/" + i, columns.get(i), shape);
        }
    }

    private void column(String at, String column, Shape shape) {
        if (shape.columns() != null && !shape.columns().containsKey(column)) {
            add(
                    at,
                    "The table has no column " + Shown.name(column) + ".",
                    "It has " + String.join(", ", shape.columns().keySet()) + ".");
        }
    }

    private static String type(Shape shape, String column) {
        return shape.columns() == null ? "" : shape.columns().getOrDefault(column, "");
    }

    private void add(String pointer, String what, String fix) {
        faults.add(new Fault(pointer, what, fix));
    }
}
