package dev.tailrace.activities.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import org.jspecify.annotations.Nullable;

/** Where a page is written to: what comes from data is escaped for HTML, and nothing hidden in it acts on the text around it. */
final class PageOutput extends OwaspHtmlTemplateOutput {
    PageOutput(StringOutput page) {
        super(page);
    }

    @Override
    public void writeUserContent(@Nullable String value) {
        super.writeUserContent(value == null ? null : Visible.text(value));
    }
}
