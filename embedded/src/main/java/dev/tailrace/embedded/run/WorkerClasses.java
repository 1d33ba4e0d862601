package dev.tailrace.embedded.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a worker child is started from: where all of it is jars, also an archive of its loaded classes, which halves what a start costs. */
final class WorkerClasses {
    private static final String WORKER = "tailrace-worker-";
    /** Never on a worker's class path; and its manifest names a folder, of which Java keeps no archive. */
    private static final String NEVER = "DynamoDBLocal-";

    private WorkerClasses() {}

    /** This process's jars where the worker is one of them, else its whole class path, as in a build that packs nothing. */
    static String path() {
        return path(System.getProperty("java.class.path"));
    }

    static String path(String whole) {
        return worker(whole).isEmpty()
                ? whole
                : entries(whole).stream()
                        .filter(entry -> entry.endsWith(".jar")
                                && !Path.of(entry).getFileName().toString().startsWith(NEVER))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Options for Java. The first worker that ends in peace writes the archive next to the worker's jar; Java itself finds out whether it fits
     * the class path and the Java at hand, and does without it if not.
     */
    static List<String> archive(String path) {
        return entries(path).stream().allMatch(entry -> entry.endsWith(".jar"))
                ? worker(path)
                        .map(jar -> jar.resolveSibling("worker-child.jsa"))
                        .filter(file -> Files.isWritable(file.getParent()))
                        .map(file -> List.of(
                                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off"))
                        .orElse(List.of())
                : List.of();
    }

    private static Optional<Path> worker(String path) {
        return entries(path).stream()
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().startsWith(WORKER))
                .findFirst();
    }

    private static List<String> entries(String path) {
        return Arrays.asList(path.split(File.pathSeparator));
    }
}
