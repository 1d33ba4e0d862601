package dev.tailrace.activities.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.plugin.MapperPlugin;
import dev.tailrace.mappers.plugin.Options;
import dev.tailrace.mappers.plugin.PluginTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are what their bytes are. */
class PluginsTest {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);

    @TempDir
    Path folder;

    /** In the jars of these tests. */
    public static final class Sample implements MapperPlugin {
        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Mapper create(KeySchema keys, Options options) {
            return new Late();
        }
    }

    /** A class that the plugin needs only when it makes a mapper. */
    public static final class Late implements Mapper {
        @Override
        public List<RowTable> tables() {
            return List.of(PluginTable.named("t").key("k", "text").table());
        }

        @Override
        public Mapped map(Item item) {
            return new Mapped.Skipped();
        }

        @Override
        public Item itemKey(RowKey key) {
            throw new IllegalArgumentException();
        }
    }

    private void jar(String file, String note) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve(file)))) {
            out.putNextEntry(new ZipEntry("META-INF/services/" + MapperPlugin.class.getName()));
            out.write(Sample.class.getName().getBytes());
            for (var type : List.of(Sample.class, Late.class)) {
                var path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(path));
                try (var bytes = type.getClassLoader().getResourceAsStream(path)) {
                    bytes.transferTo(out);
                }
            }
            out.putNextEntry(new ZipEntry("note"));
            out.write(note.getBytes());
        }
    }

    @Test
    void theSameBytesAreLoadedOnceAndOthersAnew() throws Exception {
        jar("a.jar", "one");
        var plugins = new Plugins(folder);
        var first = plugins.find("sample");
        assertThat(plugins.find("sample").plugin()).isSameAs(first.plugin());
        assertThat(first.plugin()).as("of a loader of its own").isNotInstanceOf(Sample.class);

        jar("a.jar", "two");
        var second = plugins.find("sample");
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(second.plugin()).isNotSameAs(first.plugin());
    }

    @Test
    void noClassComesOfOtherBytesThanThoseOfTheDigest() throws Exception {
        jar("a.jar", "one");
        var found = new Plugins(folder).find("sample");
        Files.writeString(folder.resolve("a.jar"), "no jar any more");
        assertThat(found.plugin().create(KEYS, new Options(Map.of())).tables()).hasSize(1);
    }

    @Test
    void aNameThatIsNotThereOrTwiceIsRefused() throws Exception {
        var plugins = new Plugins(folder);
        assertThatThrownBy(() -> plugins.find("sample"))
                .hasMessageContaining("TR-M030")
                .hasMessageContaining("none");
        jar("a.jar", "one");
        assertThatThrownBy(() -> plugins.find("other")).hasMessageContaining("sample");
        jar("b.jar", "two");
        assertThatThrownBy(() -> plugins.find("sample")).hasMessageContaining("a.jar, b.jar");
    }
}
