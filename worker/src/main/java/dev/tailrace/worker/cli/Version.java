package dev.tailrace.worker.cli;

import dev.tailrace.activities.Build;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit that the build wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** The version and the commit, as one line. */
    static String text() {
        return "tailrace " + Build.NAME;
    }
}
