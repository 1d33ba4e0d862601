package dev.tailrace.activities.file;

import org.jspecify.annotations.Nullable;

/** A store as a migration file names it: one side of the pair. Holds references to secrets, never secrets. */
public sealed interface StoreSpec {
    /**
     * The tables of a DynamoDB account and region. Credentials come by the SDK's usual chain.
     *
     * @param region null: from the SDK's usual chain
     * @param endpoint of the tables; null: the service's own, or the SDK's environment variables
     * @param streamsEndpoint of their streams; null: see {@link dev.tailrace.activities.dynamodb.Endpoints}
     */
    record DynamoDb(
            @Nullable String region,
            @Nullable String endpoint,
            @Nullable String streamsEndpoint) implements StoreSpec {
        /** With streams at the address that follows from the tables'. */
        public DynamoDb(@Nullable String region, @Nullable String endpoint) {
            this(region, endpoint, null);
        }
    }

    /** A schema of a Postgres database, whoever runs it. */
    sealed interface AnyPostgres extends StoreSpec {
        /** Where it is, and how one logs in there. */
        Database database();

        /** Where the target tables are; created if absent. */
        String schema();

        /** {@link Database#reference}. */
        default String reference() {
            return database().reference();
        }
    }

    /** A Postgres by its URL. */
    record Postgres(Database.Url database, String schema) implements AnyPostgres {
        /** One whose URL says all. */
        public Postgres(String url, String schema) {
            this(new Database.Url(url, null), schema);
        }
    }

    /** Databricks Lakebase. */
    record Lakebase(Database.Lakebase database, String schema) implements AnyPostgres {}
}
