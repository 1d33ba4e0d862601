package dev.tailrace.activities.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.Rows;
import dev.tailrace.verify.Suspected;
import dev.tailrace.verify.Suspected.OfItem;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.ArrayList;

/** Suspects as JSON in ASCII: keys may hold U+0000, which Postgres does not take. */
final class SuspectText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SuspectText() {}

    static String write(Suspected suspect) {
        var json = JSON.createObjectNode();
        switch (suspect) {
            case OfItem item -> json.put("item", DynamoJson.write(item.key()));
            case OfRow row -> {
                json.put("table", row.key().table());
                row.key().cells().forEach(json.putArray("key")::add);
                if (row.owner() != null) {
                    json.put("owner", row.owner());
                }
                json.put("source", row.rows().source());
                json.put("target", row.rows().target());
            }
        }
        return json.toString();
    }

    static Suspected read(String text, KeySchema keys) {
        try {
            var json = JSON.readTree(text);
            if (json.has("item")) {
                return new OfItem(keys.read(json.get("item").textValue()));
            }
            var cells = new ArrayList<String>();
            json.get("key").forEach(cell -> cells.add(cell.textValue()));
            return new OfRow(
                    new RowKey(json.get("table").textValue(), cells),
                    json.path("owner").textValue(),
                    new Rows(json.get("source").longValue(), json.get("target").longValue()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a saved suspect", e);
        }
    }
}
