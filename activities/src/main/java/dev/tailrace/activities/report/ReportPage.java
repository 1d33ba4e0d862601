package dev.tailrace.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * A report as one page of HTML: no script, nothing from elsewhere, and a policy that would not let it. Its templates are compiled when
 * this is built. Thread-safe.
 */
final class ReportPage {
    private static final String TEMPLATES = "dev.tailrace.activities.report.page";
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, ReportPage.class.getClassLoader(), TEMPLATES);
    private static final String STYLE = ReportResource.text("report.css");

    private ReportPage() {}

    static String of(ReportModel model) {
        var page = new StringOutput(1 << 16);
        ENGINE.render("report.jte", Map.of("report", model, "style", STYLE, "policy", policy()), new PageOutput(page));
        return page.toString();
    }

    /** Nothing may be loaded, run or sent; the one style sheet is named by its digest. */
    private static String policy() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(UTF_8));
            return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                    .formatted(Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
