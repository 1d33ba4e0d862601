package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of evidence: read as they are, and never written over. Throws {@link Failure}. */
final class EvidenceFiles {
    private EvidenceFiles() {}

    /** Its bytes; {@code -} is standard input. */
    static byte[] read(Path file) {
        return read(file, Code.A002);
    }

    /** @param code of the problem if it cannot be read */
    static byte[] read(Path file, Code code) {
        try {
            return MigrationFiles.isStandardInput(file) ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Failure(Problem.of(code, "file " + file, "there is no such file", "Check the path."), e);
        } catch (IOException e) {
            throw new Failure(Problem.of(code, "file " + file, String.valueOf(e.getMessage())), e);
        }
    }

    static String text(Path file, Code code) {
        return new String(read(file, code), StandardCharsets.UTF_8);
    }

    /** Writes a new file. */
    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Problem.of(Code.A006, "file " + file, "there is such a file already"), e);
        } catch (IOException e) {
            throw new Failure(
                    Problem.of(
                            Code.A006,
                            "file " + file,
                            String.valueOf(e.getMessage()),
                            "Name a file in a folder that you may write to."),
                    e);
        }
    }
}
