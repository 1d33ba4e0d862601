package dev.tailrace.worker.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar; {@code development} where the classes run without one. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"tailrace " + (version == null ? "development" : version)};
    }
}
