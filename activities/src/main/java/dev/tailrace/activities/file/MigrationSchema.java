package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The published JSON Schema of migration files (draft 2020-12). Thread-safe. */
final class MigrationSchema {
    /** On the class path, and in editors through a comment at the file's head. */
    static final String RESOURCE = "/tailrace-migration.schema.json";

    private static final JsonNode TEXT = load();
    /** With the schema's own keywords, which name what later versions take, and what to write instead, and validate nothing. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("x-later"))
            .keyword(new NonValidationKeyword("x-instead"))
            .keyword(new NonValidationKeyword("x-refused"))
            .build();

    private static final Schema SCHEMA = SchemaRegistry.withDialect(DIALECT).getSchema(TEXT);

    private MigrationSchema() {}

    static JsonNode text() {
        return TEXT;
    }

    static List<Error> validate(JsonNode document) {
        return SCHEMA.validate(document);
    }

    /** The schema object that the failed keyword belongs to. */
    static JsonNode owner(Error error) {
        var keyword =
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        var schema = TEXT.at(keyword.head());
        // What is required on a condition is so of the object that states the condition.
        return schema.has("title") ? schema : TEXT.at(keyword.head().head());
    }

    private static JsonNode load() {
        try (var in = MigrationSchema.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
