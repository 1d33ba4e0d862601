package dev.tailrace.activities.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The renderings of one model. */
class ReportFilesTest {
    private static final int TWO_MB = 2_000_000;

    @TempDir
    Path directory;

    @Test
    void theSameModelGivesTheSameBytesInEveryZoneAndLanguage() throws Exception {
        var here = RenderedSample.digest();

        assertThat(elsewhere("Pacific/Chatham", "ar", "EG")).isEqualTo(here);
        assertThat(elsewhere("America/St_Johns", "de", "CH")).isEqualTo(here);
    }

    /** In a JVM of its own: what a class keeps from its first use is made there. */
    private static String elsewhere(String zone, String language, String country) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.timezone=" + zone,
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-cp",
                        System.getProperty("java.class.path"),
                        RenderedSample.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Test
    void jsonIsWhatItsSchemaSays() throws IOException {
        var files = files(Sample.model());
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(files.get("report.schema.json"));
        var json = new ObjectMapper();

        assertThat(schema.validate(json.readTree(files.get("report.json")).toString(), InputFormat.JSON))
                .extracting(Error::toString)
                .isEmpty();
        var wrong = files.get("report.json").replace("\"allowed\"", "\"alowed\"");
        assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void noNumberOfTheJsonIsANumber() throws IOException {
        var json = new ObjectMapper().readTree(files(Sample.model()).get("report.json"));

        assertThat(json.findParents("seq")).isNotEmpty();
        var numbers = new ArrayList<String>();
        walk("", json, numbers);
        assertThat(numbers).isEmpty();
    }

    private static void walk(String path, JsonNode node, List<String> numbers) {
        if (node.isNumber()) {
            numbers.add(path);
        }
        node.properties().forEach(field -> walk(path + "/" + field.getKey(), field.getValue(), numbers));
        if (node.isArray()) {
            node.forEach(element -> walk(path + "/-", element, numbers));
        }
    }

    @Test
    void aHostileKeyIsInertInEachFile() {
        var files = files(Sample.model());

        var page = files.get("report.html");
        assertThat(page)
                .contains("&lt;script&gt;alert(1)", "\\u202Egnp.exe\\u0000\\u001B[31m")
                .doesNotContain("<script", "<img", "onerror=alert(2)\"", "\u202E", "\u0000", "\u001B");
        assertThat(page)
                .doesNotContainPattern("(?i)\\s(style|on[a-z]+|src)\\s*=\\s*\"")
                .doesNotContain("http://", "https://");
        assertThat(US_ASCII.newEncoder().canEncode(files.get("report.json"))).isTrue();
        assertThat(US_ASCII.newEncoder().canEncode(files.get("differences.ndjson")))
                .isTrue();
        assertThat(files.get("differences.ndjson")).hasLineCount(2);
        assertThat(files.get("junit.xml")).doesNotContain("<script");
        assertThat(ReportText.of(Sample.model())).doesNotContain("\u202E", "\u001B");
    }

    @Test
    void thePageLetsNothingIn() {
        assertThat(files(Sample.model()).get("report.html"))
                .containsPattern(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src (&#39;|')none(&#39;|'); "
                                + "style-src (&#39;|')sha256-[A-Za-z0-9+/]{43}=(&#39;|'); ")
                .contains("<html lang=\"en\">", "<main", "<caption", "scope=\"row\"");
    }

    @Test
    void junitIsWhatBuildServersRead() throws Exception {
        var junit = files(Sample.model()).get("junit.xml");

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ReportFilesTest.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(junit)));
        assertThat(junit)
                .contains("<testsuites name=\"shop\" tests=\"17\" failures=\"1\" errors=\"0\"")
                .contains(
                        "<failure message=\"4 rows at the target are wrong: 2 missing, 1 extra, 1 with other cells.\">")
                .contains("<skipped message=\"not asked for in this pass\">");
        assertThat(files(Sample.model("Event 3 was changed.", "key 1")).get("junit.xml"))
                .contains("errors=\"1\"", "<error message=\"Event 3 was changed.\">");
    }

    @Test
    void aPageStaysBelowTwoMegabytesHoweverMuchThereIs() {
        var model = Sample.model();
        var many = new ArrayList<ReportedTable>();
        for (int i = 0; i < 1_000; i++) {
            many.addAll(model.tables());
        }
        var big = new ReportModel(
                model.schema(),
                model.migration(),
                true,
                model.conclusion(),
                model.registration(),
                many,
                model.acceptances(),
                model.approvals(),
                model.audit());

        var page = ReportPage.of(big);

        assertThat(page.getBytes(UTF_8).length).isLessThan(TWO_MB);
        assertThat(page).contains("And 3,600 more, in <code>report.json</code>.");
    }

    @Test
    void clearKeysAreForTheirOwnerAlone() throws IOException {
        ReportFiles.write(directory.resolve("clear"), Map.of("report.html", "x", ReportFiles.SAMPLES, "y"), true);
        ReportFiles.write(directory.resolve("redacted"), Map.of("report.html", "x"), false);

        for (var name : List.of("report.html", ReportFiles.SAMPLES)) {
            var permissions =
                    Files.getPosixFilePermissions(directory.resolve("clear").resolve(name));
            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        }
    }

    @Test
    void evidenceIsNeverWrittenOver() throws IOException {
        Files.writeString(directory.resolve("b"), "before");

        var files = new LinkedHashMap<String, String>();
        files.put("a", "1");
        files.put("b", "2");
        assertThatThrownBy(() -> ReportFiles.write(directory, files, false))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(directory.resolve("a")).doesNotExist();
        assertThat(directory.resolve("b")).hasContent("before");
    }

    private static Map<String, String> files(ReportModel model) {
        return RenderedSample.files(model);
    }
}
