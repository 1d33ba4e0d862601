package dev.tailrace.activities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {
    @Test
    void aBuildIsItsVersionAndItsCommit() {
        assertThat(Build.text("0.1.0", "d096dc3")).isEqualTo("0.1.0 (d096dc3)");
        assertThat(Build.text("0.1.0", "${git.commit.id.abbrev}")).isEqualTo("0.1.0");
        assertThat(Build.text(null, null)).isEqualTo("development").isEqualTo(Build.NAME);
    }
}
