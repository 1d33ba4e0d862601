package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of one source table, as the migration file states it: rules, tried in order; the first that fits takes the item.
 * Field names are persisted (the file, the control schema).
 *
 * @param rules at least one
 * @param otherwise what happens to an item that no rule takes and no rest table
 * @param restTable the table for items that no rule matches; null: there is none
 */
public record MappingSpec(
        List<Rule> rules, Else otherwise, @Nullable RestTable restTable) {
    public MappingSpec {
        rules = List.copyOf(rules);
    }

    /** A mapping without a rest table. */
    public MappingSpec(List<Rule> rules, Else otherwise) {
        this(rules, otherwise, null);
    }

    /**
     * A table for items that no rule matches: the source's key attributes, and everything else.
     *
     * @param into the table
     * @param rest the jsonb column for everything else
     * @param nul what becomes of U+0000 in rest; null: fail
     */
    public record RestTable(
            String into, String rest, @Nullable String nul) {}

    /**
     * What is asked of an attribute. At least one component is not null.
     *
     * @param template how its text looks; null: anyhow
     * @param equalTo S, N or BOOL; null: anything
     * @param prefix how its text begins; null: anyhow
     * @param present whether the item has it; null: either
     * @param type its kind, as DynamoDB names it; null: any
     * @param in one of these; S, N or BOOL; empty: anything
     * @param suffix how its text ends; null: anyhow
     * @param not what must not hold; null: nothing
     */
    public record Condition(
            @Nullable String template,
            @Nullable Value equalTo,
            @Nullable String prefix,
            @Nullable Boolean present,
            @Nullable String type,
            List<Value> in,
            @Nullable String suffix,
            @Nullable Not not) {
        public Condition {
            in = List.copyOf(in);
        }

        /** A condition that asks for no list of values. */
        public Condition(
                @Nullable String template,
                @Nullable Value equalTo,
                @Nullable String prefix,
                @Nullable Boolean present,
                @Nullable String type) {
            this(template, equalTo, prefix, present, type, List.of(), null, null);
        }

        /** That its text matches a template. */
        public static Condition of(String template) {
            return new Condition(template, null, null, null, null);
        }
    }

    /**
     * What must not hold of an attribute, all of it together; one that is absent meets it. Components as of {@link Condition}.
     */
    public record Not(
            @Nullable Value equalTo,
            List<Value> in,
            @Nullable String prefix,
            @Nullable String suffix,
            @Nullable String type) {
        public Not {
            in = List.copyOf(in);
        }
    }

    /** For items that no rule matches. Names are persisted, in lower case in the file. */
    public enum Else {
        REFUSE,
        SKIP
    }

    /**
     * One rule.
     *
     * @param when attribute to what is asked of it: all must hold; empty: every item fits
     * @param into the target table
     * @param key the primary key's columns, in order
     * @param columns column to its definition, in the file's order; key columns may be among them to give their type
     * @param rest the jsonb column that takes every attribute that nothing else took; null: they are left behind, and plan says so
     * @param nul what becomes of U+0000 in rest: {@code fail}, {@code strip} or {@code escape}; null: fail
     * @param each attribute that is a list to the child table that its elements go to
     * @param collect the items that the rule takes are parts of rows (R6, collection); null: each becomes a row of its own
     * @param owned consent to a key that is unique only by the application's rule (R6): the table asks the source
     * @param skip what the rule takes is left out, and counted; then it has a condition and nothing else, {@code into} is empty
     */
    public record Rule(
            Map<String, Condition> when,
            String into,
            List<String> key,
            Map<String, ColumnSpec> columns,
            @Nullable String rest,
            @Nullable String nul,
            Map<String, Each> each,
            boolean owned,
            @Nullable Collect collect,
            boolean skip) {
        public Rule {
            when = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(when));
            key = List.copyOf(key);
            columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
            each = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(each));
        }

        /** A rule that makes rows. */
        public Rule(
                Map<String, Condition> when,
                String into,
                List<String> key,
                Map<String, ColumnSpec> columns,
                @Nullable String rest,
                @Nullable String nul,
                Map<String, Each> each,
                boolean owned,
                @Nullable Collect collect) {
            this(when, into, key, columns, rest, nul, each, owned, collect, false);
        }

        /** A rule that leaves out what it takes. */
        public static Rule skipping(Map<String, Condition> when) {
            return new Rule(when, "", List.of(), Map.of(), null, null, Map.of(), false, null, true);
        }

        /** A rule that takes each item for itself. */
        public Rule(
                Map<String, Condition> when,
                String into,
                List<String> key,
                Map<String, ColumnSpec> columns,
                @Nullable String rest,
                @Nullable String nul,
                Map<String, Each> each,
                boolean owned) {
            this(when, into, key, columns, rest, nul, each, owned, null);
        }

        /** A rule that says nothing of U+0000. */
        public Rule(
                Map<String, Condition> when,
                String into,
                List<String> key,
                Map<String, ColumnSpec> columns,
                @Nullable String rest) {
            this(when, into, key, columns, rest, null);
        }

        /** A rule that makes one row of an item. */
        public Rule(
                Map<String, Condition> when,
                String into,
                List<String> key,
                Map<String, ColumnSpec> columns,
                @Nullable String rest,
                @Nullable String nul) {
            this(when, into, key, columns, rest, nul, Map.of(), false);
        }
    }

    /**
     * How items become one row: in the order of a field of their sort key, one attribute joined, all others as the first part has them.
     *
     * @param order the field of the sort key's template that is the part's place; of type int
     * @param first the first part's place: 0 or 1
     * @param parts the attribute that says of how many parts the row is made
     * @param join the attribute whose texts, or bytes, are joined
     * @param same attributes that must be equal in all parts, or else the parts are of different versions
     */
    public record Collect(String order, int first, String parts, String join, List<String> same) {
        public Collect {
            same = List.copyOf(same);
        }
    }

    /**
     * A child table: a row for each element of a list.
     *
     * @param into the child table; its key is the rule's key and {@code position}
     * @param position the column for the element's place in the list, from 0
     * @param columns column to its definition, from the element's entries
     * @param rest the jsonb column for all else of an element, and for elements that are no maps; null: there is none
     * @param nul as of a rule
     */
    public record Each(
            String into,
            String position,
            Map<String, ColumnSpec> columns,
            @Nullable String rest,
            @Nullable String nul) {
        public Each {
            columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
        }
    }
}
