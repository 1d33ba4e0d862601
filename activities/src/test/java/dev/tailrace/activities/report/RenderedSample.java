package dev.tailrace.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.activities.trail.TrailDigest;
import java.util.List;
import java.util.Map;

/** A program that {@link ReportFilesTest} runs in other JVMs. It answers by what it prints: the digest of all files of the sample's report. */
final class RenderedSample {
    private RenderedSample() {}

    public static void main(String[] arguments) {
        System.out.println(digest());
    }

    static String digest() {
        return TrailDigest.of(files(Sample.model()).toString().getBytes(UTF_8));
    }

    static Map<String, String> files(ReportModel model) {
        var differences = model.tables().getFirst().differences().shown();
        return ReportFiles.of(new Report(model, differences, List.of("{\"seq\":1}")));
    }
}
