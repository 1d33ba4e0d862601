package dev.tailrace.worker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/}: compared with what it ought to say, or written again with {@code -Ddocs=write}. */
record Page(String name) {
    void says(String text) throws IOException {
        var file = Path.of("..", "docs", name);
        if ("write".equals(System.getProperty("docs"))) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as(
                        "docs/%s; to write it again: ./mvnw -pl worker -am test -Dtest=DocsTest -Ddocs=write"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        name)
                .isEqualTo(text);
    }
}
