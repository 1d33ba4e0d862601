package dev.tailrace.activities.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapping.Reversibility;
import dev.tailrace.mappers.mapping.RowLimit;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of one source table. Equal stores and files give equal plans. Field names are persisted: the CLI prints them as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TablePlan.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = TablePlan.Refused.class, name = "refused")
})
public sealed interface TablePlan {
    /** The source table's name. */
    String table();

    /** What stands in the way, the source's first; empty: nothing. */
    List<Problem> problems();

    /** The plan, as far as it is known; null: nothing of the source table is. */
    @Nullable
    Ready known();

    /**
     * It can be done.
     *
     * @param targets in the mapper's order
     * @param ddl what makes the targets that are not there, in order; empty where all are
     * @param indexes what is built once the copy has ended, in order; those that are there are left out
     * @param later what the file asks for that Tailrace does not run
     */
    record Ready(
            String table,
            Source source,
            List<Target> targets,
            List<String> ddl,
            List<TargetIndex> indexes,
            Later later,
            Copy copy,
            Notes notes)
            implements TablePlan {
        public Ready {
            indexes = List.copyOf(indexes);
            targets = List.copyOf(targets);
            ddl = List.copyOf(ddl);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public Ready known() {
            return this;
        }

        /** The stream to read; null: it has to be enabled first, and may be. */
        public @Nullable String streamArn() {
            return source.streamArn();
        }

        public int segments() {
            return copy.segments();
        }

        public int window() {
            return copy.window();
        }

        /** Read capacity units per second; null: no limit. */
        public @Nullable Double unitsPerSecond() {
            return copy.unitsPerSecond();
        }

        /** As DynamoDB counted them, up to six hours ago (source: AWS documentation, DescribeTable). */
        public long estimatedItems() {
            return source.items();
        }
    }

    /**
     * It cannot be done as things are.
     *
     * @param problems all of them, the source's first; at least one
     * @param known the plan as it would be without them, as far as can be told; null: nothing is known of the source table
     */
    record Refused(
            String table, List<Problem> problems, @Nullable Ready known) implements TablePlan {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The source table.
     *
     * @param bytes as DynamoDB counted them, up to six hours ago
     * @param readUnits provisioned read capacity units per second; null: on demand
     * @param streamArn null: the stream is off and may be enabled
     * @param indexes names of the secondary indexes, sorted
     * @param ttl the attribute by which items expire, or null
     */
    record Source(
            KeySchema keys,
            long items,
            long bytes,
            @Nullable Long readUnits,
            @Nullable String streamArn,
            List<String> indexes,
            @Nullable String ttl) {
        public Source {
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * A target table.
     *
     * @param ownership see {@link TableKind}
     * @param reason why it is of that kind
     * @param losses what of an item its rows do not restore; empty: it is reversible
     * @param limits what must hold of rows so that the source could hold their items; empty: the mapping does not say
     */
    record Target(
            String schema,
            String name,
            TableKind.Kind ownership,
            String reason,
            List<Reversibility.Loss> losses,
            List<RowLimit> limits,
            State state,
            List<Column> columns) {
        public Target {
            losses = List.copyOf(losses);
            limits = List.copyOf(limits);
            columns = List.copyOf(columns);
        }

        /** What is there now. Persisted names. */
        public enum State {
            /** It will be created. */
            ABSENT,
            /** It is there, of the right shape and empty. */
            EMPTY,
            /** It is there and this migration's own, of the right shape. */
            OURS,
            /** The database could not be asked. */
            UNKNOWN
        }
    }

    /**
     * Statements for the operator, which Tailrace does not run.
     *
     * @param functions to be made in the target's schema, whenever it suits
     * @param constraints for the day when the target owns the data (R5): checks and unique columns
     * @param foreignKeys for then, after the constraints of all tables
     */
    record Later(List<String> functions, List<String> constraints, List<String> foreignKeys) {
        /** Nothing. */
        public static final Later NOTHING = new Later(List.of(), List.of(), List.of());

        public Later {
            functions = List.copyOf(functions);
            constraints = List.copyOf(constraints);
            foreignKeys = List.copyOf(foreignKeys);
        }
    }

    /** @param from what of the source it holds */
    record Column(String name, String type, boolean key, String from) {}

    /**
     * How the source is read.
     *
     * @param window how many segments at once
     * @param unitsPerSecond read capacity units per second over all segments; null: no limit
     * @param consistent strongly consistent reads
     * @param groups how many activities share the stream's shards
     * @param reason how the numbers came about, in a sentence or two
     */
    record Copy(
            int segments, int window, @Nullable Double unitsPerSecond, boolean consistent, int groups, String reason) {}

    /**
     * Sentences for the operator.
     *
     * @param notCopied what of the source table is not carried over
     * @param leftBehind attributes that no column takes
     * @param consumers who else reads the stream, as far as can be seen
     * @param warnings risks
     * @param permissions IAM actions needed on the source, sorted
     * @param target what the way to the target needs
     */
    record Notes(
            List<String> notCopied,
            List<String> leftBehind,
            List<String> consumers,
            List<String> warnings,
            List<String> permissions,
            List<String> target) {
        public Notes {
            notCopied = List.copyOf(notCopied);
            leftBehind = List.copyOf(leftBehind);
            consumers = List.copyOf(consumers);
            warnings = List.copyOf(warnings);
            permissions = List.copyOf(permissions);
            target = List.copyOf(target);
        }

        /** The same with what the way to the target needs. */
        Notes withTarget(List<String> needs) {
            return new Notes(notCopied, leftBehind, consumers, warnings, permissions, needs);
        }
    }
}
