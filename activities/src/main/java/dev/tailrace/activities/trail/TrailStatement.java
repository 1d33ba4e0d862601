package dev.tailrace.activities.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is signed about an exported trail: an in-toto statement with the predicate test-result (source: github.com/in-toto/attestation,
 * spec/predicates/test-result.md, v0.1). The trail's chain is a test, and the verdict that each table stands on is one.
 */
public final class TrailStatement {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://in-toto.io/attestation/test-result/v0.1";

    /** Events whose payload has the digest of the migration file. */
    private static final Set<String> FILE_NAMED = Set.of("Registered", "FileReplaced");

    /** Levels whose verdict is about every row. */
    private static final Set<String> SAW_ALL = Set.of("full", "touched");

    private TrailStatement() {}

    /** A file that is signed. @param name as it is called, for people */
    public record Signed(String name, byte[] bytes) {}

    /**
     * @param trail one that {@link TrailCheck} finds intact
     * @param others files signed with it, such as a report
     */
    public static JsonNode of(Signed trail, List<Signed> others) {
        var check = TrailCheck.of(trail.bytes(), List.of());
        var statement = JSON.createObjectNode().put("_type", TYPE);
        var subjects = statement.putArray("subject");
        add(subjects, trail)
                .putObject("annotations")
                .put("seq", Long.toString(check.seq()))
                .put("head", check.head());
        others.forEach(other -> add(subjects, other));
        statement.put("predicateType", PREDICATE);
        statement.set("predicate", predicate(TrailFile.lines(trail.bytes())));
        return statement;
    }

    private static ObjectNode add(ArrayNode subjects, Signed file) {
        var subject = subjects.addObject().put("name", file.name());
        subject.putObject("digest").put("sha256", TrailDigest.of(file.bytes()));
        return subject;
    }

    private static ObjectNode predicate(List<TrailLine> lines) {
        var passed = new ArrayList<>(List.of("audit trail"));
        var warned = new ArrayList<String>();
        var failed = new ArrayList<String>();
        outcomes(lines)
                .forEach((table, outcome) -> (switch (outcome.word()) {
                            case "EQUAL" -> passed;
                            case "DIFFERENT" -> failed;
                            default -> warned;
                        })
                        .add("table " + table + ": " + outcome.text()));
        var predicate = JSON.createObjectNode()
                .put("result", !failed.isEmpty() ? "FAILED" : warned.isEmpty() ? "PASSED" : "WARNED");
        predicate.set("configuration", files(lines));
        predicate.set("passedTests", JSON.valueToTree(passed));
        predicate.set("warnedTests", JSON.valueToTree(warned));
        predicate.set("failedTests", JSON.valueToTree(failed));
        return predicate;
    }

    /**
     * What a table comes to.
     *
     * @param word the verdict's outcome
     * @param level in lower case; empty without a verdict
     */
    private record Outcome(String word, String level) {
        static final Outcome NONE = new Outcome("no verdict", "");

        boolean sawAll() {
            return SAW_ALL.contains(level);
        }

        /** A part that was looked at later proves nothing more, but it can find that something is wrong. */
        Outcome then(Outcome later) {
            boolean replaced = later.sawAll() || later.isDifferent() || !sawAll() && !isDifferent();
            return replaced ? later : this;
        }

        /** A repair makes a good verdict void for its keys (I6); that something was wrong stands until the next one. */
        Outcome repaired() {
            return isDifferent() ? this : new Outcome("INCOMPLETE", level);
        }

        private boolean isDifferent() {
            return word.equals("DIFFERENT");
        }

        String text() {
            return level.isEmpty() || sawAll() ? word : word + " (" + level + ")";
        }
    }

    /** Of each table, the verdict that it stands on, as a report has it; one of a pass before counts no more. */
    private static Map<String, Outcome> outcomes(List<TrailLine> lines) {
        var outcomes = new TreeMap<String, Outcome>();
        for (var line : lines) {
            var event = line.event();
            var table = event.path("table").asText();
            switch (event.path("type").asText()) {
                case "PassOpened" -> outcomes.put(table, Outcome.NONE);
                case "Verdict" -> {
                    var level = event.path("payload").path("level").asText();
                    outcomes.merge(table, new Outcome(event.path("outcome").asText(), level), Outcome::then);
                }
                case "Repaired" -> outcomes.computeIfPresent(table, (name, verdict) -> verdict.repaired());
                default -> {}
            }
        }
        return outcomes;
    }

    /** The migration file that holds, by its digest. */
    private static ArrayNode files(List<TrailLine> lines) {
        var files = JSON.createArrayNode();
        lines.stream()
                .map(TrailLine::event)
                .filter(event -> FILE_NAMED.contains(event.path("type").asText()))
                .map(event -> event.path("payload").path("digest").asText())
                .reduce((earlier, later) -> later)
                .ifPresent(digest -> files.addObject()
                        .put("name", "migration file")
                        .putObject("digest")
                        .put("sha256", digest));
        return files;
    }

    /**
     * The head that a signed statement confirms.
     *
     * @param name of the envelope's file, for people
     * @throws ProblemException (A003) where it is no statement about a trail
     */
    public static Anchor anchor(JsonNode statement, String name) {
        for (var subject : statement.path("subject")) {
            var annotations = subject.path("annotations");
            if (statement.path("predicateType").asText().equals(PREDICATE) && annotations.has("head")) {
                return new Anchor(
                        annotations.path("seq").asLong(),
                        annotations.path("head").asText(),
                        "the signature " + name);
            }
        }
        throw new ProblemException(Problem.of(Code.A003, "file " + name, "it is no statement about an audit trail"));
    }

    /** Whether a file is one of those signed, byte for byte. */
    public static boolean isAbout(JsonNode statement, byte[] file) {
        var digest = TrailDigest.of(file);
        for (var subject : statement.path("subject")) {
            if (subject.path("digest").path("sha256").asText().equals(digest)) {
                return true;
            }
        }
        return false;
    }
}
