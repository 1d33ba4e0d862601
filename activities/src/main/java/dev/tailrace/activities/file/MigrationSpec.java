package dev.tailrace.activities.file;

import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.workflows.table.VerificationOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checked migration file. A table's options are already merged over the migration's. Holds references to secrets, never
 * secrets.
 *
 * @param name the migration's name and workflow id
 * @param source where the data is now; DynamoDB in this version
 * @param target where the data goes; a Postgres in this version
 * @param tables at least one, each source table once
 */
public record MigrationSpec(String name, StoreSpec source, StoreSpec target, List<TableSpec> tables) {
    public MigrationSpec {
        tables = List.copyOf(tables);
    }

    /** The DynamoDB of the pair. */
    public StoreSpec.DynamoDb dynamoDb() {
        return switch (source) {
            case StoreSpec.DynamoDb dynamoDb -> dynamoDb;
            case StoreSpec.AnyPostgres other -> throw refused(other, "source");
        };
    }

    /** The Postgres of the pair. */
    public StoreSpec.AnyPostgres postgres() {
        return switch (target) {
            case StoreSpec.AnyPostgres postgres -> postgres;
            case StoreSpec.DynamoDb other -> throw refused(other, "target");
        };
    }

    /** The database of the control schema: the target's (F012 says why). */
    public Database control() {
        return postgres().database();
    }

    /** A file with another pair is refused (F006) before there is a specification of it. */
    private static IllegalStateException refused(StoreSpec store, String side) {
        return new IllegalStateException(
                "Cannot use " + store + " as a " + side + ": data goes from DynamoDB to Postgres.");
    }

    /** What maps a table's items. */
    public sealed interface MapperSpec {
        /** The rules of the file. */
        record Rules(MappingSpec mapping) implements MapperSpec {}

        /**
         * A plugin.
         *
         * @param options by name; secrets are references
         */
        record Plugin(String name, Map<String, String> options) implements MapperSpec {
            public Plugin {
                options = Map.copyOf(options);
            }
        }
    }

    /**
     * @param from the source table
     * @param enableStream permission to enable a stream on it
     * @param tokens consent to token items in it (R13)
     * @param indexes whether the source's secondary indexes are built on the target; default true
     * @param targets options of target tables besides their columns, by table
     * @param quarantineBudget how many items may be in quarantine before the table blocks; default 100
     * @param verification how the table is verified by itself; default in full
     */
    public record TableSpec(
            String from,
            MapperSpec mapper,
            Backfill backfill,
            boolean enableStream,
            boolean tokens,
            boolean indexes,
            Map<String, TargetOptions> targets,
            int quarantineBudget,
            VerificationOptions verification) {
        public TableSpec {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }

        /** A table that is mapped by rules. */
        public TableSpec(
                String from,
                MappingSpec mapping,
                Backfill backfill,
                boolean enableStream,
                boolean tokens,
                int quarantineBudget) {
            this(
                    from,
                    new MapperSpec.Rules(mapping),
                    backfill,
                    enableStream,
                    tokens,
                    true,
                    Map.of(),
                    quarantineBudget,
                    VerificationOptions.FULL);
        }

        /** What is asked of a target table. */
        public TargetOptions options(String target) {
            return targets.getOrDefault(target, TargetOptions.NONE);
        }

        /** The rules; none where a plugin maps it. */
        public Optional<MappingSpec> rules() {
            return mapper instanceof MapperSpec.Rules file ? Optional.of(file.mapping()) : Optional.empty();
        }
    }

    /**
     * @param capacityShare of the provisioned read capacity, or of {@code budget}, in (0, 1]; default 0.5
     * @param budget read capacity units per second for on-demand tables; null: no limit there
     * @param consistent strongly consistent scan; default true
     * @param segments null: from the table's size
     * @param window how many segments run at once; null: as planned
     */
    public record Backfill(
            double capacityShare,
            @Nullable Double budget,
            boolean consistent,
            @Nullable Integer segments,
            @Nullable Integer window) {}
}
