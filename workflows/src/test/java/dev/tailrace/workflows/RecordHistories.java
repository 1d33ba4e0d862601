package dev.tailrace.workflows;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Situation;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.table.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records a history of each situation for {@link ReplayTest}: {@code ./dev histories}. Have a {@code temporal} binary in reach. The
 * value of {@code -Dtailrace.record=} becomes a suffix, so that older recordings stay next to the new ones.
 */
@EnabledIfSystemProperty(named = "tailrace.record", matches = ".*")
class RecordHistories {
    private static final Path HISTORIES = Path.of("src", "test", "resources", "histories");
    private static final String TABLE = "Orders";

    private final String suffix = System.getProperty("tailrace.record", "");

    /** The in-process service does not end every abort. */
    private static Stage stage() {
        return Stage.onServer().orElseGet(Stage::new);
    }

    @Test
    void recordEverySituation() throws IOException {
        for (var situation : Situation.values()) {
            try (var stage = stage()) {
                var shop = situation.bring(stage, "shop", TABLE);
                var name = situation.name().toLowerCase(Locale.ROOT);
                record(stage, shop, "", "migration-" + name);
                if (situation != Situation.UNREGISTERED) {
                    record(stage, shop, "/" + TABLE, "table-" + name);
                }
            }
        }
    }

    @Test
    void recordCaptureAndVerificationAndARoughRide() throws IOException {
        try (var stage = stage()) {
            var shop = Situation.CAPTURE_BLOCKED.bring(stage, "shop", TABLE);
            Situation.release(stage, "shop", TABLE);
            shop.verb(Verb.RETRY, "{\"from\": \"backfill\"}");
            shop.until(TABLE, table -> table.phase() == Phase.READY);
            shop.verb(Verb.REPLAY_QUARANTINE, "");
            shop.until(TABLE, table -> table.phase() == Phase.READY);
            askForEverythingAfterAVerdict(stage, shop);
            record(stage, shop, "", "migration-rough");
            record(stage, shop, "/" + TABLE, "table-rough");
            record(stage, shop, "/" + TABLE + "/capture", "capture-rough");
            record(stage, shop, "/" + TABLE + "/verification", "verification-equal");
            shop.verb(Verb.ABORT, "");
            stage.until(() -> stage.world().path(TABLE).contains("ABORTED"));
            record(stage, shop, "/" + TABLE, "table-aborted");
        }
    }

    private static void askForEverythingAfterAVerdict(Stage stage, Migrating shop) {
        shop.verb(Verb.VERIFY, "{\"level\": \"count\"}");
        shop.until(TABLE, table -> table.notes().check() != null && table.phase() == Phase.READY);
        shop.verb(Verb.ACCEPT_QUARANTINE, "{\"by\": \"ann\", \"reason\": \"test data\"}");
        shop.until(TABLE, table -> table.notes().check() == null && table.phase() == Phase.READY);
        shop.verb(Verb.REPAIR, "");
        shop.verb(Verb.REPAIR, "{\"apply\": true, \"by\": \"ann\"}");
        stage.until(() -> !stage.world().repairs.isEmpty());
        shop.until(TABLE, table -> table.notes().repair() == null && table.phase() == Phase.READY);
        var digest = Objects.requireNonNull(shop.table(TABLE).verdict()).digest();
        shop.verb(Verb.APPROVE, "{\"digest\": \"" + digest + "\", \"by\": \"ann\", \"reason\": \"seen\"}");
    }

    private void record(Stage stage, Migrating migration, String below, String file) throws IOException {
        Files.createDirectories(HISTORIES);
        var id = migration.name() + below;
        var history = stage.client().fetchHistory(id).toJson(false);
        Files.writeString(HISTORIES.resolve(file + suffix + ".json"), Stage.json(history) + "\n");
    }
}
