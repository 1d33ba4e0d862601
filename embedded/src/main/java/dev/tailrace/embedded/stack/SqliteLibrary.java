package dev.tailrace.embedded.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Puts the native SQLite that DynamoDB Local needs where its loader looks. */
final class SqliteLibrary {
    /** Read once by sqlite4java, when the first database opens. */
    private static final String LOCATION = "sqlite4java.library.path";

    private SqliteLibrary() {}

    /** Unpacks the library of this platform, unless the location is set already. */
    static synchronized void unpack() {
        if (System.getProperty(LOCATION) != null) {
            return;
        }
        String name = fileName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream library = SqliteLibrary.class.getResourceAsStream("native/" + name)) {
            if (library == null) {
                throw new IllegalStateException("Cannot start DynamoDB Local: it has no " + name
                        + ". Use -Dstack=containers or -Dstack=given on this platform.");
            }
            Path folder = Files.createTempDirectory("tailrace-sqlite");
            Path file = folder.resolve(name);
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            Files.copy(library, file);
            System.setProperty(LOCATION, folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + name, e);
        }
    }

    /** The artifacts' own names: ARM is named, x86 is not on macOS. */
    static String fileName(String os, String arch) {
        boolean arm = arch.equals("aarch64");
        return os.toLowerCase(Locale.ROOT).contains("mac")
                ? (arm ? "libsqlite4java-osx-aarch64.dylib" : "libsqlite4java-osx.dylib")
                : (arm ? "libsqlite4java-linux-aarch64.so" : "libsqlite4java-linux-amd64.so");
    }
}
