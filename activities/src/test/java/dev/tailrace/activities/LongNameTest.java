package dev.tailrace.activities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tailrace.activities.file.StoreSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** DynamoDB Local takes no such name, nor does the general JSON parser of the SDK: a page is answered by hand. */
class LongNameTest {
    @Test
    void anAttributeNameOf64KilobytesIsRead() throws Exception {
        var name = "n".repeat(65_535);
        var page = "{\"Items\":[{\"%s\":{\"S\":\"value\"}}],\"Count\":1}"
                .formatted(name)
                .getBytes(UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        try (var stores = new Stores()) {
            var endpoint = "http://localhost:" + server.getAddress().getPort();
            var items = stores.dynamoDb()
                    .tables(new StoreSpec.DynamoDb("us-east-1", endpoint))
                    .scan(scan -> scan.tableName("Names"))
                    .items();
            assertThat(items).singleElement().satisfies(item -> assertThat(item).containsOnlyKeys(name));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            server.stop(0);
        }
    }
}
