package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.SourceIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The secondary indexes of a table. */
public final class SourceIndexes {
    private SourceIndexes() {}

    /** Those of a table, by name. */
    public static List<SourceIndex> of(TableDescription table) {
        var indexes = new ArrayList<SourceIndex>();
        table.globalSecondaryIndexes()
                .forEach(i -> indexes.add(of("global index ", i.indexName(), i.keySchema(), i.projection())));
        table.localSecondaryIndexes()
                .forEach(i -> indexes.add(of("local index ", i.indexName(), i.keySchema(), i.projection())));
        indexes.sort(Comparator.comparing(SourceIndex::name));
        return indexes;
    }

    private static SourceIndex of(String kind, String name, List<KeySchemaElement> key, Projection projection) {
        var attributes = key.stream()
                .sorted(Comparator.comparing(e -> e.keyType() == KeyType.HASH ? 0 : 1))
                .map(KeySchemaElement::attributeName)
                .toList();
        var included = projection != null && projection.projectionType() == ProjectionType.INCLUDE
                ? projection.nonKeyAttributes()
                : List.<String>of();
        return new SourceIndex(kind + name, name, attributes, List.copyOf(included));
    }
}
