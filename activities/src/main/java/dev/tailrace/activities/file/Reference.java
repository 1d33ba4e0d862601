package dev.tailrace.activities.file;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names where a secret is kept: {@code env:NAME} or {@code file:PATH}. References stand in migration files and workflow
 * history; what they lead to never does. Thread-safe.
 */
public final class Reference {
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private Reference() {}

    /** What a reference leads to. */
    public sealed interface Answer {
        /** @param value the secret, never empty */
        record Found(String value) implements Answer {
            @Override
            public String toString() {
                return "Found[value=…]";
            }
        }

        /** @param problem {@link Code#F007} or {@link Code#F008}; names the reference, never a secret */
        record Refused(Problem problem) implements Answer {}
    }

    /** Whether the text is a reference, rather than what a reference should lead to. */
    public static boolean is(String text) {
        return (text.startsWith(ENV) && text.length() > ENV.length())
                || (text.startsWith(FILE) && text.length() > FILE.length());
    }

    /** Whether it may lead to something else later in a process's life: a file may, the environment does not. */
    public static boolean changes(String reference) {
        return reference.startsWith(FILE);
    }

    /** Looks the reference up where this process runs. A file's surrounding white space is left out. */
    public static Answer resolve(String reference) {
        return resolve(reference, System::getenv);
    }

    static Answer resolve(String reference, Function<String, @Nullable String> environment) {
        if (!is(reference)) {
            return refused(Code.F007, "The value given in place of a reference is not shown.", "");
        }
        if (reference.startsWith(ENV)) {
            var value = environment.apply(reference.substring(ENV.length()));
            return found(
                    reference, value == null ? "" : value, "The environment variable is not set here, or it is empty.");
        }
        try {
            var text = Files.readString(Path.of(reference.substring(FILE.length())));
            return found(reference, text.strip(), "The file is empty.");
        } catch (IOException | IllegalArgumentException e) {
            return refused(Code.F008, reference, e.getClass().getSimpleName() + ".");
        }
    }

    private static Answer found(String reference, String value, String whyNot) {
        return value.isBlank() ? refused(Code.F008, reference, whyNot) : new Answer.Found(value);
    }

    private static Answer refused(Code code, String what, String why) {
        return new Answer.Refused(Problem.of(code, what, why));
    }
}
