package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;

/** What came of reading a migration file. */
public sealed interface FileAnswer {
    /**
     * The file is right as far as can be told without the two stores.
     *
     * @param json the document as given; never changed
     * @param digest SHA-256 of its canonical JSON in hex: the same for YAML and JSON, any field order, any spelling of a number
     */
    record Ok(MigrationSpec spec, JsonNode json, String digest) implements FileAnswer {}

    /** @param problems all of them, in the document's order; at least one */
    record Refused(List<FileProblem> problems) implements FileAnswer {
        public Refused {
            problems = List.copyOf(problems);
        }

        /** The problems without their places apart: each names its own. */
        public List<Problem> plain() {
            return problems.stream().map(FileProblem::problem).toList();
        }
    }
}
