package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A report as a build server reads it: a suite for each table, and in it a case for each level of verification. DIFFERENT is a failure,
 * INCOMPLETE an error; a level that was not asked for is skipped. That the audit trail can be believed is a suite of its own.
 */
final class ReportJunit {
    private final XMLStreamWriter xml;

    private ReportJunit(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(ReportModel model) {
        var text = new StringWriter();
        try {
            var writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new ReportJunit(writer).write(model);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Cannot write a report", e);
        }
        return text + "\n";
    }

    /** A case. @param kind {@code failure}, {@code error} or {@code skipped}; null: it passed */
    private record Case(
            String name, double seconds, @Nullable String kind, String message) {
        boolean is(String other) {
            return other.equals(kind);
        }
    }

    private void write(ReportModel model) throws XMLStreamException {
        var suites = model.tables().stream()
                .map(table -> new Suite(table.name(), started(table), cases(table)))
                .toList();
        var trail = new Suite("audit trail", "", List.of(trail(model)));
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        attribute("name", model.migration());
        var all = Stream.concat(suites.stream(), Stream.of(trail)).toList();
        counts(all.stream().flatMap(suite -> suite.cases().stream()).toList(), false);
        for (var suite : all) {
            suite(suite);
        }
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private record Suite(String name, String timestamp, List<Case> cases) {}

    private static String started(ReportedTable table) {
        return table.proof()
                .map(verdict -> seconds(verdict.circumstances().from()))
                .orElse("");
    }

    /** Without a zone, as the format has it; it is UTC. */
    private static String seconds(String time) {
        return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    private static Case trail(ReportModel model) {
        var trouble = model.audit().trouble();
        return trouble == null
                ? new Case("each event follows from the one before", 0, null, "")
                : new Case("each event follows from the one before", 0, "error", trouble);
    }

    private static List<Case> cases(ReportedTable table) {
        var cases = new ArrayList<Case>();
        var newest = table.pass().map(ReportedPass::id).orElse(-1L);
        for (var level : VerificationLevel.values()) {
            var run = table.runs().stream()
                    .filter(one -> one.level() == level && one.passId() == newest)
                    .findFirst();
            cases.add(run.map(one -> of(level, one)).orElseGet(() -> skipped(level)));
        }
        if (table.standing().isEmpty()) {
            cases.add(new Case("verdict", 0, "error", table.sentence()));
        }
        return cases;
    }

    private static Case skipped(VerificationLevel level) {
        return new Case(Show.word(level), 0, "skipped", "not asked for in this pass");
    }

    private static Case of(VerificationLevel level, ReportedRun run) {
        var message = TableSentence.of(run);
        var kind = switch (run.outcome()) {
            case EQUAL, EXCEPTED -> null;
            case DIFFERENT -> "failure";
            case INCOMPLETE -> "error";
        };
        return new Case(Show.word(level), took(run.proof()), kind, message);
    }

    private static double took(Optional<Verdict> verdict) {
        return verdict.map(Verdict::circumstances)
                .map(c -> Duration.between(Instant.parse(c.from()), Instant.parse(c.to()))
                                .toMillis()
                        / 1000.0)
                .orElse(0.0);
    }

    private void suite(Suite suite) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        counts(suite.cases(), true);
        if (!suite.timestamp().isEmpty()) {
            attribute("timestamp", suite.timestamp());
        }
        for (var one : suite.cases()) {
            line(2);
            xml.writeStartElement("testcase");
            attribute("name", one.name());
            attribute("classname", suite.name());
            attribute("time", decimal(one.seconds()));
            if (one.kind() != null) {
                line(3);
                xml.writeStartElement(one.kind());
                attribute("message", one.message());
                xml.writeEndElement();
                line(2);
            }
            xml.writeEndElement();
        }
        line(1);
        xml.writeEndElement();
    }

    private void counts(List<Case> cases, boolean skipped) throws XMLStreamException {
        attribute("tests", String.valueOf(cases.size()));
        attribute("failures", count(cases, "failure"));
        attribute("errors", count(cases, "error"));
        if (skipped) {
            attribute("skipped", count(cases, "skipped"));
        }
        attribute("time", decimal(cases.stream().mapToDouble(Case::seconds).sum()));
    }

    private static String count(List<Case> cases, String kind) {
        return String.valueOf(cases.stream().filter(one -> one.is(kind)).count());
    }

    private static String decimal(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Visible.text(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
