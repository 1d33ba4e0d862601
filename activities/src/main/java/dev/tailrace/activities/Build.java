package dev.tailrace.activities;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What this process was built from, as the build wrote it into the worker's jar. */
public final class Build {
    private static final Attributes.Name COMMIT = new Attributes.Name("Implementation-Build");
    private static final String TITLE = "Tailrace worker";

    /** Version and commit, e.g. {@code 0.1.0 (d096dc3)}; {@code development} where the classes run without a jar. */
    public static final String NAME = find();

    private Build() {}

    private static String find() {
        try {
            for (var manifest : Collections.list(Build.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                var attributes = attributes(manifest);
                if (TITLE.equals(attributes.getValue(Attributes.Name.IMPLEMENTATION_TITLE))) {
                    return text(
                            attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION), attributes.getValue(COMMIT));
                }
            }
        } catch (IOException unreadable) {
            // It is a name for people: without one, all works.
        }
        return text(null, null);
    }

    private static Attributes attributes(URL manifest) throws IOException {
        try (InputStream bytes = manifest.openStream()) {
            return new Manifest(bytes).getMainAttributes();
        }
    }

    /** @param commit null, or a placeholder that was not filled in, where git was not asked */
    static String text(@Nullable String version, @Nullable String commit) {
        return (version == null ? "development" : version)
                + (commit == null || commit.startsWith("$") ? "" : " (" + commit + ")");
    }
}
