package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.l;
import static dev.tailrace.embedded.scenario.ItemAttributes.m;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values that cannot have a row. Each item says in its attribute {@code refused} by which code it must be named. */
final class TypeFaults {
    private static final String UNWRITABLE = "TR-M023";
    private static final String UNFIT = "TR-M022";

    private TypeFaults() {}

    static List<Map<String, AttributeValue>> all() {
        return Stream.of(
                        fault(UNWRITABLE, "text", s("a\0b")),
                        fault(UNWRITABLE, "other", s("\0")),
                        fault(UNWRITABLE, "name\0", s("a name")),
                        fault(UNWRITABLE, "document", m(Map.of("deep", l(List.of(s("\0")))))),
                        fault(UNWRITABLE, "texts", ItemAttributes.ss(List.of("fine", "not\0"))),
                        fault(UNFIT, "text", AttributeValue.fromN("1")),
                        fault(UNFIT, "number", s("twelve")),
                        fault(UNFIT, "flag", s("yes")),
                        fault(UNFIT, "binary", s("no bytes")),
                        fault(UNFIT, "whole", AttributeValue.fromN("9223372036854775808")),
                        fault(UNFIT, "whole", AttributeValue.fromN("1.5")),
                        fault(UNFIT, "money", AttributeValue.fromN("1.234")),
                        fault(UNFIT, "money", AttributeValue.fromN("1000")))
                .toList();
    }

    /** For an item whose key is what is wrong. */
    static Map<String, AttributeValue> ofKey(String code) {
        return Map.of("refused", s(code));
    }

    private static Map<String, AttributeValue> fault(String code, String attribute, AttributeValue value) {
        Map<String, AttributeValue> item = new HashMap<>(ofKey(code));
        item.put(attribute, value);
        return item;
    }
}
