package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Payments;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.examples.MoneyMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The plugin of {@code examples/} in a folder, as its users have it. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class PluginTest {
    private static final int ITEMS = 500;

    @Test
    void aPluginMapsALiveTableAndAnotherJarIsNotTakenForIt(Stack stack, @TempDir Path folder) throws Exception {
        Path jar = folder.resolve("money.jar");
        jar(jar);
        Payments payments = new Payments(Stack.unique("Payments"));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(payments, ITEMS);
            Writers writers = rehearsal.writers(payments, 40, ITEMS);
            Map<String, String> environment = Map.of("TAILRACE_PLUGINS", folder.toString());
            WorkerChild worker = rehearsal.worker(environment);
            String migration = rehearsal.start(payments);
            rehearsal.awaitReady(1);

            Path right = Files.copy(jar, folder.resolve("right"));
            change(jar);
            worker.restart();
            rehearsal.awaitBlocked(migration, payments.table(), "TR-M031");

            Files.move(right, jar, StandardCopyOption.REPLACE_EXISTING);
            rehearsal.operator().verb(migration, "retry", Map.of());
            writers.close();
            rehearsal.assertNothingLost(payments);
            assertThat(rehearsal.quarantine()).isEmpty();
            assertThat(rehearsal.number("select count(*) from tailrace.audit where type = 'Registered' and"
                            + " payload -> 'plugins' -> '" + payments.table() + "' ->> 'sha256' ~ '^[0-9a-f]{64}$'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aPluginThatIsNowhereStopsTheStart(Stack stack, @TempDir Path folder) throws Exception {
        Payments payments = new Payments(Stack.unique("Payments"));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(payments, 1);
            rehearsal.worker(Map.of("TAILRACE_PLUGINS", folder.toString()));
            String migration = rehearsal.start(payments);
            assertThatThrownBy(() -> rehearsal.operator().result(migration))
                    .hasStackTraceContaining("TR-M030")
                    .hasStackTraceContaining("MoneyMapper")
                    .hasStackTraceContaining(folder.toString());
            assertThat(rehearsal.number("select count(*) from tailrace.migration"))
                    .isZero();
        }
    }

    private static void jar(Path jar) throws IOException, URISyntaxException {
        Path classes = Path.of(MoneyMapper.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isRegularFile(classes)) {
            Files.copy(classes, jar);
            return;
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    private static void change(Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(zip.getPath("note.txt"), "another build");
        }
    }
}
