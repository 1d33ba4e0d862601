package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tailrace.mappers.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://app:pw@db:5433/shop, jdbc:postgresql://db:5433/shop, app, pw",
        "postgres://app:pw@db/shop?sslmode=require, jdbc:postgresql://db/shop?sslmode=require, app, pw",
        "jdbc:postgresql://db/shop?user=app&password=pw&ssl=true, jdbc:postgresql://db/shop?ssl=true, app, pw",
        "postgresql://a%40b:p%2Fw+%3A@db/shop, jdbc:postgresql://db/shop, a@b, p/w+:",
        "'postgresql://app:p:w@h1:1,h2:2/shop?application_name=a%20b',"
                + " 'jdbc:postgresql://h1:1,h2:2/shop?ApplicationName=a+b', app, p:w",
        "postgresql://app@db, jdbc:postgresql://db/, app,"
    })
    void urlsOfAllFormsAreRead(String url, String jdbc, String user, String password) {
        assertThat(PostgresAddress.of(url, "env:X")).isEqualTo(new PostgresAddress(jdbc, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://app:hunter2@db/shop",
                "hunter2",
                "postgresql://app:%zzhunter2@db/shop",
                "postgresql://app:hunter2@db:x/s"
            })
    void whatIsNoUrlIsRefusedWithoutShowingIt(String url) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PostgresAddress.of(url, "env:X"))
                .returns("TR-F004", e -> e.problem().code())
                .withMessageContaining("env:X")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db/shop, names no user",
        "jdbc:postgresql://db:5432/shop, names no user",
        "postgresql://app:pw@db/shop?sslmod=require, sslmode",
        "postgresql://app:pw@db/shop?conect_timeout=5, connectTimeout",
        "postgresql://app@db/shop?password=hun&ter2=x, Remove it"
    })
    void whatTheDriverWouldPassOverIsRefused(String url, String words) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PostgresAddress.of(url, "env:X"))
                .returns("TR-F004", e -> e.problem().code())
                .withMessageContaining("env:X")
                .satisfies(
                        e -> assertThat(e.problem().toString()).contains(words).doesNotContain("ter2"));
    }

    @Test
    void itsServersAndDatabaseAreTold() {
        var several = PostgresAddress.of("postgresql://app@h1:1,h2/shop?sslmode=require", "env:X");
        assertThat(several.servers())
                .containsExactly(new PostgresAddress.Server("h1", 1), new PostgresAddress.Server("h2", 5432));
        assertThat(several.database()).isEqualTo("shop");
        assertThat(several.withDefaults(Map.of("sslmode", "disable", "sslrootcert", "/ca"))
                        .jdbcUrl())
                .startsWith("jdbc:postgresql://h1:1,h2/shop?")
                .contains("sslmode=require", "sslrootcert=%2Fca");
    }

    @Test
    void theTextFormHidesPasswordAndParameters() {
        var address = new PostgresAddress("jdbc:postgresql://db:1/shop?sslpassword=hunter2", "app", "hunter2");
        assertThat(address).hasToString("PostgresAddress[db:1/shop as app]");
    }
}
