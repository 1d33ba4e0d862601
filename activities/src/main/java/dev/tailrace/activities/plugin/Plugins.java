package dev.tailrace.activities.plugin;

import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.plugin.MapperPlugin;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The mapper plugins of a folder, jar by jar, each with a class loader of its own. Looked for again each time, so a jar that is put there is
 * found, and one that changed has another digest; the same bytes are loaded once. Thread-safe.
 */
public final class Plugins {
    /** The environment variable that names the folder; {@value #FOLDER} in the working directory where it is not set. */
    public static final String VARIABLE = "TAILRACE_PLUGINS";

    private static final String FOLDER = "plugins";

    private final Path folder;
    private final Map<String, List<MapperPlugin>> loaded = new ConcurrentHashMap<>();

    public Plugins(Path folder) {
        this.folder = folder;
    }

    /** Those of the folder that the environment names. */
    public static Plugins ofEnvironment() {
        return new Plugins(Path.of(Objects.requireNonNullElse(System.getenv(VARIABLE), FOLDER)));
    }

    /**
     * A plugin that was found.
     *
     * @param jar its file's name
     * @param digest SHA-256 of the jar, in hex
     */
    public record Found(MapperPlugin plugin, String jar, String digest) {}

    /** @throws ProblemException if there is none of that name, or more than one, or a jar of the folder cannot be loaded */
    public Found find(String name) {
        var all = new ArrayList<Found>();
        for (var jar : jars()) {
            all.addAll(load(jar));
        }
        var named = all.stream().filter(f -> f.plugin().name().equals(name)).toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        var why = named.isEmpty()
                ? "the folder " + folder.toAbsolutePath() + " has " + (all.isEmpty() ? "none" : names(all))
                : "several jars have it: " + named.stream().map(Found::jar).collect(Collectors.joining(", "));
        throw new ProblemException(Problem.of(Code.M030, "mapper plugin " + Shown.name(name), why));
    }

    private static String names(List<Found> found) {
        return found.stream().map(f -> Shown.name(f.plugin().name())).sorted().collect(Collectors.joining(", "));
    }

    private List<Path> jars() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private List<Found> load(Path jar) {
        try {
            var bytes = Files.readAllBytes(jar);
            var digest = digest(bytes);
            return loaded.computeIfAbsent(digest, d -> plugins(bytes)).stream()
                    .map(plugin -> new Found(plugin, jar.getFileName().toString(), digest))
                    .toList();
        } catch (IOException | ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw unusable(jar, e);
        }
    }

    /** Loaded from a copy, so that no class comes of other bytes than those of the digest, however late it is needed. */
    private static List<MapperPlugin> plugins(byte[] jar) {
        try {
            var copy = Files.createTempFile("tailrace-plugin", ".jar");
            copy.toFile().deleteOnExit();
            // Open as long as the process: mappers load classes when they need them.
            var loader = new PluginLoader(Files.write(copy, jar).toUri().toURL());
            return ServiceLoader.load(MapperPlugin.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException unusable(Path file, Throwable why) {
        return new ProblemException(Problem.of(
                Code.M030,
                "plugins in " + file,
                why.getClass().getSimpleName() + ": " + Shown.text(String.valueOf(why.getMessage()))));
    }

    private static String digest(byte[] jar) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
