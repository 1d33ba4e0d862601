package dev.tailrace.worker;

import dev.tailrace.workflows.migration.Tags;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search attributes that migrations set, and their registration. */
public final class SearchAttributes {
    /** All that {@link Tags} writes; also in {@code ui-config/search-attributes.sh}. */
    static final Map<String, IndexedValueType> ALL = Stream.of(
                    Tags.MIGRATION_ID,
                    Tags.MIGRATION_PHASE,
                    Tags.MIGRATION_HEALTH,
                    Tags.SOURCE_TABLE,
                    Tags.MIGRATION_TARGET,
                    Tags.PROGRESS_PERCENT,
                    Tags.LAG_SECONDS,
                    Tags.MISMATCHES)
            .collect(Collectors.toUnmodifiableMap(SearchAttributeKey::getName, SearchAttributeKey::getValueType));

    private static final Logger LOG = LoggerFactory.getLogger(SearchAttributes.class);

    private SearchAttributes() {}

    /**
     * Registers those that the namespace lacks. Idempotent; several workers may do it at once.
     *
     * @return whether the namespace has all of them now; if not, workflows have to do without, since setting an unknown
     *     attribute gets a workflow task stuck
     */
    public static boolean register(OperatorServiceStubs operator, String namespace) {
        try {
            var missing = missing(operator, namespace);
            if (!missing.isEmpty()) {
                operator.blockingStub()
                        .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                                .setNamespace(namespace)
                                .putAllSearchAttributes(missing)
                                .build());
                LOG.info("Registered the search attributes {}", missing.keySet());
            }
            return missing(operator, namespace).isEmpty();
        } catch (StatusRuntimeException e) {
            LOG.warn(
                    "Migrations go on without search attributes: Temporal refuses to register them ({}). "
                            + "Someone who may can run ui-config/search-attributes.sh; then restart the worker.",
                    e.getStatus().getCode());
            return false;
        }
    }

    private static Map<String, IndexedValueType> missing(OperatorServiceStubs operator, String namespace) {
        var missing = new TreeMap<>(ALL);
        missing.keySet()
                .removeAll(operator.blockingStub()
                        .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                                .setNamespace(namespace)
                                .build())
                        .getCustomAttributesMap()
                        .keySet());
        return missing;
    }
}
