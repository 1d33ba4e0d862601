package dev.tailrace.activities.dynamodb;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts the throttled attempts of the calls that it is given to, which the SDK retries without telling. Thread-safe. */
public final class ThrottleCount implements MetricPublisher {
    private static final String THROTTLING = "Throttling";

    private final AtomicLong throttles = new AtomicLong();

    @Override
    public void publish(MetricCollection call) {
        call.children().stream()
                .filter(attempt -> attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLING))
                .forEach(attempt -> throttles.incrementAndGet());
    }

    public long get() {
        return throttles.get();
    }

    @Override
    public void close() {}
}
