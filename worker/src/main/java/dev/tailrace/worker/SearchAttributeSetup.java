package dev.tailrace.worker;

import dev.tailrace.workflows.status.SearchAttributeValues;
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
public final class SearchAttributeSetup {
    /** All that {@link SearchAttributeValues} writes; also in {@code ui-config/search-attributes.sh}. */
    static final Map<String, IndexedValueType> ALL = Stream.of(
                    SearchAttributeValues.MIGRATION_ID,
                    SearchAttributeValues.MIGRATION_PHASE,
                    SearchAttributeValues.MIGRATION_HEALTH,
                    SearchAttributeValues.SOURCE_TABLE,
                    SearchAttributeValues.MIGRATION_TARGET,
                    SearchAttributeValues.PROGRESS_PERCENT,
                    SearchAttributeValues.LAG_SECONDS,
                    SearchAttributeValues.MISMATCHES)
            .collect(Collectors.toUnmodifiableMap(SearchAttributeKey::getName, SearchAttributeKey::getValueType));

    private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeSetup.class);

    private SearchAttributeSetup() {}

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
                            + "Ask someone who has the permission to run ui-config/search-attributes.sh. Then restart the worker.",
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
