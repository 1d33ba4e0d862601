package dev.tailrace.activities.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tailrace.activities.file.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that the SDK signs with the process's credentials; RDS itself is not asked. */
class RdsLoginsTest {
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "AKIDEXAMPLE", "aws.secretAccessKey", "hunter2", "aws.region", "us-west-2");

    @TempDir
    private Path folder;

    @BeforeAll
    static void login() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void logout() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @Test
    void aTokenIsForTheHostOfTheUrlInItsRegionAndTlsIsAsked() throws Exception {
        var login = logins("postgresql://app@shop.abc.eu-central-1.rds.amazonaws.com:5433/shop")
                .next();
        assertThat(login.password())
                .startsWith("shop.abc.eu-central-1.rds.amazonaws.com:5433/?DBUser=app&Action=connect")
                .contains("%2Feu-central-1%2Frds-db%2F")
                // A quarter of an hour; the SDK takes off what of a second has passed.
                .containsPattern("X-Amz-Expires=(899|900)&")
                .doesNotContain("hunter2");
        assertThat(login.jdbcUrl()).endsWith("/shop?sslmode=require");
    }

    @Test
    void aStatedModeOfTlsStaysAndAnotherNameTakesTheUsualRegion() throws Exception {
        var login = logins("postgresql://app@db.example.com/shop?sslmode=verify-full")
                .next();
        assertThat(login.jdbcUrl()).endsWith("/shop?sslmode=verify-full");
        assertThat(login.password()).contains("%2Fus-west-2%2F");
    }

    @Test
    void severalHostsAreRefused() throws Exception {
        var logins = logins("postgresql://app@a.example.com,b.example.com/shop");
        assertThatExceptionOfType(ConnectFailed.class)
                .isThrownBy(logins::next)
                .returns(false, ConnectFailed::passes)
                .withMessageContaining("several");
    }

    private Logins logins(String url) throws Exception {
        var file = Files.writeString(folder.resolve("url"), url);
        return Logins.of(new Database.Url("file:" + file, Database.RDS_IAM));
    }
}
