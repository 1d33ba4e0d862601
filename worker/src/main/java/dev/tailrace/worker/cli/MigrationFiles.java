package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Migration files on disk. */
final class MigrationFiles {
    private MigrationFiles() {}

    /** Throws {@link Failure} with every problem that the file has. */
    static FileAnswer.Ok read(Path path) {
        return read(path, file -> Map.of());
    }

    /** The same; if the file has no problem, its rules are checked against the keys of its tables, too. */
    static FileAnswer.Ok read(Path path, Function<FileAnswer.Ok, Map<String, KeySchema>> keys) {
        // Once: standard input cannot be read again.
        var text = text(path);
        var ok = check(path, text, Map.of());
        var known = keys.apply(ok);
        return known.isEmpty() ? ok : check(path, text, known);
    }

    private static FileAnswer.Ok check(Path path, String text, Map<String, KeySchema> keys) {
        return switch (FileReader.read(text, isStandardInput(path) ? "standard input" : path.toString(), keys)) {
            case FileAnswer.Ok ok -> ok;
            case FileAnswer.Refused refused -> throw new Failure(refused.plain());
        };
    }

    static boolean isStandardInput(Path path) {
        return path.toString().equals("-");
    }

    private static String text(Path path) {
        try {
            if (isStandardInput(path)) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new Failure(Problem.of(Code.F001, "file " + path, "there is no such file"), e);
        } catch (CharacterCodingException e) {
            throw new Failure(Problem.of(Code.F001, "file " + path, "it is not UTF-8", "Save the file as UTF-8."), e);
        } catch (IOException e) {
            throw new Failure(Problem.of(Code.F001, "file " + path, String.valueOf(e.getMessage())), e);
        }
    }
}
