package dev.tailrace.worker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit that the build wrote into the jar; {@code development} where the classes run without one. */
final class Version implements IVersionProvider {
    private static final String UNKNOWN = "unknown";

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** The version and the commit, as one line. */
    static String text() {
        return text(Version.class.getPackage().getImplementationVersion(), commit());
    }

    static String text(@Nullable String version, String commit) {
        return "tailrace " + (version == null ? "development" : version)
                + (commit.equals(UNKNOWN) ? "" : " (" + commit + ")");
    }

    /** Of the manifest of the jar that this class is in. */
    private static String commit() {
        var self = String.valueOf(Version.class.getResource("Version.class"));
        var jar = self.indexOf("!/");
        if (jar < 0) {
            return UNKNOWN;
        }
        try (InputStream manifest = URI.create(self.substring(0, jar) + "!/META-INF/MANIFEST.MF")
                .toURL()
                .openStream()) {
            var build =
                    new Manifest(manifest).getMainAttributes().getValue(new Attributes.Name("Implementation-Build"));
            return build == null || build.startsWith("$") ? UNKNOWN : build;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
