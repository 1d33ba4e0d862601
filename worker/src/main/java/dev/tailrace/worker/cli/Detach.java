package dev.tailrace.worker.cli;

/** Says on Ctrl-C that the migration goes on and how to come back; the JVM then ends with {@link ExitCode#DETACHED}. */
final class Detach implements AutoCloseable {
    private final Thread hook;

    Detach(Output output, String migration) {
        hook = new Thread(
                () -> output.remark("Detached; the migration goes on. Come back with: tailrace watch " + migration),
                "detach");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
