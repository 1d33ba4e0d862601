package dev.tailrace.activities.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class StoresTest {
    @Test
    void whatIsNotCommittedByNameIsRolledBack(@TempDir Path secrets) throws Exception {
        try (var server = EmbeddedPostgres.start();
                var stores = new Stores()) {
            var url = Files.writeString(
                    secrets.resolve("url"),
                    "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres");
            var pool = stores.postgres("file:" + url);
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create table forgotten ()");
            }
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select to_regclass('forgotten') is null")) {
                row.next();
                assertThat(row.getBoolean(1)).isTrue();
            }
        }
    }
}
