package dev.tailrace.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationProgressTest {
    @Test
    void theShareIsOfAllTablesAndNeverOverAHundred() {
        assertThat(new MigrationProgress(List.of()).percent()).isZero();
        assertThat(new MigrationProgress(
                                List.of(table("A_x", "BACKFILLING", 100, 50), table("B_x", "PREPARING", 100, 0)))
                        .percent())
                .isEqualTo(25.0);
        assertThat(new MigrationProgress(List.of(table("A_x", "CATCHING_UP", 100, 130))).percent())
                .isEqualTo(100.0);
    }

    @Test
    void theLineNamesTablesWithoutTheirSuffixAndSharesOnlyWhereTheyCopy() {
        MigrationProgress progress = new MigrationProgress(
                List.of(table("AppData_x1", "BACKFILLING", 200, 84), table("Orders_x1", "READY", 10, 10)));
        assertThat(progress.line()).isEqualTo("AppData BACKFILLING 42 % | Orders READY · 2,400 changes applied");
    }

    @Test
    void noTableIsNotReady() {
        assertThat(new MigrationProgress(List.of()).allReadyAndEqual()).isFalse();
    }

    private static TableView table(String name, String phase, long estimated, long scanned) {
        return new TableView(name, phase, 1, estimated, scanned, 1_200, 0, 0, Optional.empty(), 0, Optional.empty());
    }
}
