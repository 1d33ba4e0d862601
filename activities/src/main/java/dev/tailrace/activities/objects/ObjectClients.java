package dev.tailrace.activities.objects;

import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.file.StoreSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The S3 clients of a process, made on first use and shared. Thread-safe. */
public final class ObjectClients implements AutoCloseable {
    /** For the largest object, 16 MiB, at some 60 KB/s. */
    private static final Duration OBJECT = Duration.ofMinutes(5);

    private final Map<StoreSpec.DynamoDb, S3Client> objects = new ConcurrentHashMap<>();
    private final StoreTimeouts timeouts;

    public ObjectClients(StoreTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** A client of S3 in the source's region; it follows a bucket to another. The address is the SDK's own. */
    public S3Client of(StoreSpec.DynamoDb source) {
        return objects.computeIfAbsent(source, this::s3Client);
    }

    private S3Client s3Client(StoreSpec.DynamoDb source) {
        var builder = S3Client.builder()
                .crossRegionAccessEnabled(true)
                .overrideConfiguration(o -> o.apiCallTimeout(OBJECT))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(3))
                        .socketTimeout(timeouts.attempt()));
        if (Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL").anyMatch(name -> System.getenv(name) != null)) {
            // What stands in for S3 has no host name for each bucket.
            builder.forcePathStyle(true);
        }
        if (source.region() != null) {
            builder.region(Region.of(source.region()));
        }
        return builder.build();
    }

    @Override
    public void close() {
        objects.values().forEach(S3Client::close);
    }
}
