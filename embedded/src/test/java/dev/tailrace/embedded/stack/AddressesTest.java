package dev.tailrace.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void aPostgresUrlSurvivesItsReading() {
        String url = "postgresql://shop:p%40ss%20%2Fword@db.example.com:6432/app?sslmode=require";
        DatabaseAddress address = DatabaseAddress.parse(url);
        assertThat(address.password()).isEqualTo("p@ss /word");
        assertThat(address.url()).isEqualTo(url);
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:6432/app?sslmode=require");
        assertThat(address.toString()).doesNotContain("p@ss", "p%40ss");
    }

    @Test
    void givenServersNameTheAddressThatIsMissing() {
        assertThatThrownBy(() -> GivenServers.read(Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:8000")))
                .hasMessageContaining("TARGET_URL is not set");
    }

    @Test
    void givenStreamsAreAtTheTablesEndpointUnlessSaid() {
        Addresses addresses = GivenServers.read(Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:8000",
                "TARGET_URL", "postgresql://u:p@localhost/app",
                "TEMPORAL_ADDRESS", "localhost:7233"));
        assertThat(addresses.streams()).isEqualTo(addresses.dynamoDb());
        assertThat(addresses.postgres().port()).isEqualTo(5432);
        assertThat(addresses.namespace()).isEqualTo("default");
    }

    @Test
    void everyPlatformHasTheLibraryThatItsArtifactNames() {
        assertThat(SqliteLibrary.fileName("Linux", "amd64")).isEqualTo("libsqlite4java-linux-amd64.so");
        assertThat(SqliteLibrary.fileName("Mac OS X", "aarch64")).isEqualTo("libsqlite4java-osx-aarch64.dylib");
        assertThat(SqliteLibrary.class.getResource("native/libsqlite4java-linux-amd64.so"))
                .isNotNull();
        assertThat(SqliteLibrary.class.getResource("native/libsqlite4java-osx-aarch64.dylib"))
                .isNotNull();
    }
}
