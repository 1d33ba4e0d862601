package dev.tailrace.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.activities.trail.TrailFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The files of a report, in a directory of their own. */
public final class ReportFiles {
    /** Raw items and rows; there with clear keys only. */
    public static final String SAMPLES = "samples.ndjson";

    private static final Set<PosixFilePermission> FOR_ITS_OWNER = PosixFilePermissions.fromString("rw-------");

    private ReportFiles() {}

    /** The files by name, with their texts. The same report gives the same bytes. */
    public static Map<String, String> of(Report report) {
        var files = new LinkedHashMap<String, String>();
        files.put("report.html", ReportPage.of(report.model()));
        files.put("report.json", ReportJson.report(report.model()));
        files.put("report.schema.json", ReportResource.text("/tailrace-report.schema.json"));
        files.put("junit.xml", ReportJunit.of(report.model()));
        files.put("differences.ndjson", ReportJson.lines(report.differences()));
        files.put("audit.ndjson", TrailFile.text(report.trail()));
        return files;
    }

    /**
     * Writes files into a directory, which is made if it is not there. Evidence is never written over.
     *
     * @param secret whether only the owner may read them, because they hold clear keys
     * @throws FileAlreadyExistsException if one of them is there; then none is written
     * @throws IOException if they cannot be written
     */
    public static void write(Path directory, Map<String, String> files, boolean secret) throws IOException {
        Files.createDirectories(directory);
        for (var name : files.keySet()) {
            if (Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(directory.resolve(name).toString());
            }
        }
        for (var file : files.entrySet()) {
            write(directory.resolve(file.getKey()), file.getValue(), secret);
        }
    }

    /** It has its permissions before it has a byte. */
    private static void write(Path file, String text, boolean secret) throws IOException {
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(file, secret))) {
            var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path file, boolean secret) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return secret && posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FOR_ITS_OWNER)}
                : new FileAttribute<?>[0];
    }
}
