package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tailrace.mappers.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References stand in workflow histories: they are read by later versions too. */
class DatabaseTest {
    @Test
    void aUrlThatSaysAllIsItsOwnReference() {
        assertThat(new Database.Url("env:TARGET_URL", null).reference()).isEqualTo("env:TARGET_URL");
        assertThat(Database.of("env:TARGET_URL")).isEqualTo(new Database.Url("env:TARGET_URL", null));
    }

    @Test
    void aPasswordBesideItIsKept() {
        var database = new Database.Url("env:TARGET_URL", "file:/run/secrets/pg");
        assertThat(database.reference())
                .isEqualTo("{\"postgres\":{\"url\":\"env:TARGET_URL\",\"password\":\"file:/run/secrets/pg\"}}");
        assertThat(Database.of(database.reference())).isEqualTo(database);
    }

    @Test
    void lakebaseIsKeptWithAllThatLeadsThere() {
        var endpoint = new Database.Lakebase(
                "projects/shop/branches/production/endpoints/primary", "shop", null, null, "verify-full");
        assertThat(endpoint.reference())
                .isEqualTo("{\"lakebase\":{\"endpoint\":\"projects/shop/branches/production/endpoints/primary\","
                        + "\"database\":\"shop\",\"sslmode\":\"verify-full\"}}");
        assertThat(Database.of(endpoint.reference())).isEqualTo(endpoint);

        var instance = new Database.Lakebase("shop", "databricks_postgres", "app", "localhost:5433", "require");
        assertThat(Database.of(instance.reference())).isEqualTo(instance);
        assertThat(Database.of("{\"lakebase\":{\"instance\":\"shop\"}}"))
                .isEqualTo(new Database.Lakebase("shop", "databricks_postgres", null, null, "verify-full"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"postgres\":{\"url\":\"postgresql://app:hunter2@db/shop\"}}",
                "{\"postgres\":{\"url\":\"env:X\",\"password\":\"hunter2\"}}",
                "{hunter2",
                "{}"
            })
    void whatIsNoReferenceIsNotShown(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Database.of(text))
                .returns("TR-F007", e -> e.problem().code())
                .withMessageNotContaining("hunter2");
    }
}
