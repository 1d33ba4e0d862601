package dev.tailrace.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a report needs besides its model: the style of its page, the schema of its JSON. */
final class ReportResource {
    private ReportResource() {}

    /** A text of this jar, with line breaks of one kind. */
    static String text(String name) {
        try (var resource = ReportResource.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return new String(resource.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
