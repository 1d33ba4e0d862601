package dev.tailrace.activities.items;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads files of items as DynamoDB JSON: one after the other, in an array, in the {@code Items} of a scan, or each in an {@code Item},
 * as exports to S3 are; UTF-8 or UTF-16, gzip or not. What can be read is read. Never throws for a bad file. Thread-safe.
 */
public final class ItemsFile {
    private ItemsFile() {}

    /** Reads a file. */
    public static ItemsRead read(Path file) {
        try {
            return read(Files.readAllBytes(file), String.valueOf(file.getFileName()));
        } catch (NoSuchFileException e) {
            return unreadable(file, "There is no such file.");
        } catch (AccessDeniedException e) {
            return unreadable(file, "Permission denied.");
        } catch (IOException e) {
            return unreadable(
                    file, Files.isDirectory(file) ? "It is a directory." : "The operating system refuses it.");
        }
    }

    /**
     * Reads what a file has.
     *
     * @param name of the file, for messages
     */
    public static ItemsRead read(byte[] content, String name) {
        return new ItemsReader(name, FileText.of(content)).read();
    }

    private static ItemsRead unreadable(Path file, String why) {
        return new ItemsRead(List.of(), List.of(Problem.of(Code.F020, "items file " + file, why)));
    }
}
