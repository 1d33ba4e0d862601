package dev.tailrace.embedded.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** This build with other workflow code: the source is edited and compiled into a folder that goes first on the class path. */
final class ChangedBuild {
    private static final Path SOURCES = Path.of("..", "workflows", "src", "main", "java");
    private static final String PACKAGE = "dev/tailrace/workflows/";

    private ChangedBuild() {}

    /**
     * @param folder where its classes go
     * @param source below the package of the workflows, e.g. {@code backfill/Backfill.java}
     * @return the class path
     */
    static String of(Path folder, String source, String before, String after) throws IOException {
        String code = Files.readString(SOURCES.resolve(PACKAGE + source));
        assertThat(code).contains(before);
        Path edited = Files.createDirectories(
                        folder.resolve("source").resolve(PACKAGE + source).getParent())
                .resolve(Path.of(source).getFileName());
        Files.writeString(edited, code.replace(before, after));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("java.class.path");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjects(edited))
                    .call();
            assertThat(compiled).isTrue();
        }
        return classes + File.pathSeparator + classPath;
    }
}
