package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.Database;
import org.junit.jupiter.api.Test;

class TargetNeedsTest {
    @Test
    void aUrlThatSaysAllNeedsNoWords() {
        assertThat(TargetNeeds.of(new Database.Url("env:TARGET_URL", null))).isEmpty();
    }

    @Test
    void aPasswordThatMayChangeIsNamedByItsReference() {
        assertThat(TargetNeeds.of(new Database.Url("env:TARGET_URL", "file:/run/secrets/pg")))
                .singleElement()
                .asString()
                .startsWith("file:/run/secrets/pg is read again");
        assertThat(String.join(" ", TargetNeeds.of(new Database.Url("env:TARGET_URL", "rds-iam"))))
                .contains("rds-db:connect", "rds_iam", "15 minutes");
    }

    @Test
    void lakebaseSaysWhatIdentityRoleAndTokensNeed() {
        var database = new Database.Lakebase(
                "projects/shop/branches/production/endpoints/primary", "shop", null, null, "verify-full");
        assertThat(String.join(" ", TargetNeeds.of(database)))
                .contains(
                        "DATABRICKS_HOST",
                        "CAN USE on the project",
                        "databricks_create_role",
                        "lives an hour",
                        "certificate is checked",
                        "a branch of it");
    }
}
