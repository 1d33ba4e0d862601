package dev.tailrace.activities.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.PostgresAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms are persisted: a migration is bound to them. */
class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://DB.example.com:6432/shop?sslmode=require, db.example.com/shop",
        "'jdbc:postgresql://b:1,a:2/shop', 'a,b/shop'",
        "jdbc:postgresql://ep-cool-pooler.eu.example.com/shop, ep-cool.eu.example.com/shop",
        "jdbc:postgresql://127.0.0.1:5433/shop, localhost/shop"
    })
    void itIsHostsAndNameAndNoWayToThem(String url, String identity) {
        assertThat(Identity.of(new PostgresAddress(url, "app", null))).isEqualTo(identity);
    }
}
