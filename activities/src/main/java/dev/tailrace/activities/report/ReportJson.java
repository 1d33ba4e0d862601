package dev.tailrace.activities.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as JSON. Numbers are strings, times are ISO-8601 in UTC, and all is ASCII: what a key or a reason holds cannot change how the
 * text around it is shown. Thread-safe.
 */
final class ReportJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Long.class, ToStringSerializer.instance)
                    .addSerializer(Long.TYPE, ToStringSerializer.instance)
                    .addSerializer(Integer.class, ToStringSerializer.instance)
                    .addSerializer(Integer.TYPE, ToStringSerializer.instance)
                    .addSerializer(Double.class, ToStringSerializer.instance)
                    .addSerializer(Double.TYPE, ToStringSerializer.instance)
                    .addSerializer(Instant.class, ToStringSerializer.instance))
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private ReportJson() {}

    /** The whole report, over many lines. */
    static String report(ReportModel model) {
        return write(PRETTY, model) + "\n";
    }

    /** One object on each line. */
    static String lines(List<?> objects) {
        return objects.stream()
                .map(object -> write(JSON.writer(), object) + "\n")
                .collect(Collectors.joining());
    }

    /** Empty where it is not a list of texts. */
    static List<String> texts(String json) {
        try {
            return List.copyOf(JSON.readValue(json, new TypeReference<List<String>>() {}));
        } catch (JsonProcessingException | NullPointerException e) {
            return List.of();
        }
    }

    /** The totals that a run has stored; none where this version cannot read them. */
    static List<TableTotals> totals(String json) {
        try {
            return JSON.readValue(json, StoredTotals.class).tables();
        } catch (JsonProcessingException | NullPointerException e) {
            return List.of();
        }
    }

    private record StoredTotals(List<TableTotals> tables) {
        StoredTotals {
            tables = List.copyOf(tables);
        }
    }

    /** Missing where it is no JSON. */
    static JsonNode lenient(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String write(ObjectWriter writer, Object object) {
        try {
            return writer.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a report", e);
        }
    }
}
