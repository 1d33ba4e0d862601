package dev.tailrace.embedded.endtoend;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.DatabaseAddress;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A secret store replaces the password's file every few seconds, and the server ends what logged in with the old one. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class ChangingPasswordTest {
    private static final int ITEMS = 300;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Test
    void aWholeMigrationRunsWhileThePasswordChanges(Stack stack, @TempDir Path secrets) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            rehearsal.sql("create schema " + orders.schema());
            DatabaseAddress granted = StatedPermissions.read().grant(rehearsal.target(), orders.schema());
            List<String> passwords = new CopyOnWriteArrayList<>(List.of(granted.password()));
            Path file = Files.writeString(secrets.resolve("password"), granted.password());
            try (Rotation rotation = Rotation.every(
                    PAUSE, rehearsal.target(), granted.user(), () -> passwords.add(change(granted, file, stack)))) {
                rehearsal.worker(Map.of("TARGET_URL", granted.url().replace(":" + granted.password() + "@", "@")));
                Writers writers = rehearsal.writers(orders, 20, ITEMS);
                String migration = rehearsal.start(
                        text -> text.replace("url: env:TARGET_URL", "url: env:TARGET_URL, password: file:" + file),
                        orders);

                rehearsal.awaitReady(1);
                writers.close();
                rehearsal.assertNothingLost(orders);

                rehearsal.operator().verb(migration, "abort", Map.of());
                rehearsal.operator().result(migration);

                assertThat(rotation.failures()).isEmpty();
                assertThat(passwords).hasSizeGreaterThan(3);
                assertThat(rehearsal.log()).doesNotContain(passwords);
                assertThat(rehearsal.operator().histories(migration))
                        .noneSatisfy(history -> assertThat(history).containsAnyOf(passwords.toArray(String[]::new)));
            } finally {
                StatedPermissions.revoke(rehearsal.target(), granted);
            }
        }
    }

    /** The server knows the new password before the file has it, as with most stores. */
    private static String change(DatabaseAddress granted, Path file, Stack stack) throws Exception {
        String password = UUID.randomUUID().toString();
        try (Connection connection = stack.addresses().postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role %s password '%s'".formatted(granted.user(), password));
        }
        Path next = Files.writeString(file.resolveSibling("next"), password);
        Files.move(next, file, ATOMIC_MOVE);
        return password;
    }
}
