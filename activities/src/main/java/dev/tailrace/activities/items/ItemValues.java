package dev.tailrace.activities.items;

import com.fasterxml.jackson.core.JsonToken;
import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes items of JSON; what is wrong is said with its attribute and line, without its value. */
final class ItemValues {
    private static final Set<String> KINDS = Set.of("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS");

    private ItemValues() {}

    static Item item(Node.Obj node) throws NoItem {
        return Item.of(map(node, ""));
    }

    /** Whether it reads as a value with its kind, as far as kinds tell. */
    static boolean isValue(Node node) {
        return node instanceof Node.Obj object
                && object.fields().size() == 1
                && object.fields().entrySet().stream().allMatch(f -> fits(f.getKey(), f.getValue()));
    }

    private static boolean fits(String kind, Node node) {
        return switch (node) {
            case Node.Scalar scalar -> List.of("S", "N", "B", "BOOL", "NULL").contains(kind);
            case Node.Arr list -> List.of("L", "SS", "NS", "BS").contains(kind);
            case Node.Obj map ->
                kind.equals("M") && map.fields().values().stream().allMatch(ItemValues::isValue);
        };
    }

    private static SortedMap<String, Value> map(Node.Obj node, String path) throws NoItem {
        if (!node.twice().isEmpty()) {
            var attribute = child(path, node.twice().getFirst());
            throw new NoItem(Code.F022, node.line(), attribute, "It is there twice.", "Keep one of them.");
        }
        var values = new TreeMap<String, Value>(Utf8.ORDER);
        for (var field : node.fields().entrySet()) {
            values.put(field.getKey(), value(field.getValue(), child(path, field.getKey())));
        }
        return values;
    }

    private static Value value(Node node, String path) throws NoItem {
        if (!(node instanceof Node.Obj object) || object.fields().size() != 1) {
            throw plain(node, path);
        }
        var field = object.fields().entrySet().iterator().next();
        var kind = field.getKey();
        var of = field.getValue();
        if (!KINDS.contains(kind)) {
            throw plain(node, path);
        }
        return switch (kind) {
            case "S" -> new Value.Text(text(of, path, kind));
            case "N" -> new Value.Num(number(of, path));
            case "B" -> new Value.Binary(bytes(of, path));
            case "BOOL" -> new Value.Bool(bool(of, path));
            case "M" -> {
                if (of instanceof Node.Obj map) {
                    yield new Value.MapOf(map(map, path));
                }
                throw wrong(of, path, "An M holds an object of attributes.", "Write {\"M\": {…}}.");
            }
            case "L" -> new Value.ListOf(list(of, path, kind, ItemValues::value));
            case "SS" -> set(of, path, Value.TextSet.of(list(of, path, kind, (n, p) -> text(n, p, "S"))));
            case "NS" -> set(of, path, Value.NumSet.of(list(of, path, kind, ItemValues::number)));
            case "BS" -> set(of, path, Value.BinarySet.of(list(of, path, kind, ItemValues::bytes)));
            default -> {
                if (of instanceof Node.Scalar scalar && scalar.token() == JsonToken.VALUE_TRUE) {
                    yield new Value.Null();
                }
                throw wrong(of, path, "NULL is always true.", "Write {\"NULL\": true}.");
            }
        };
    }

    private interface Element<T> {
        T read(Node node, String path) throws NoItem;
    }

    private static <T> List<T> list(Node node, String path, String kind, Element<T> element) throws NoItem {
        if (!(node instanceof Node.Arr list)) {
            throw wrong(node, path, "%s holds a list.".formatted(kind), "Write {\"%s\": […]}.".formatted(kind));
        }
        var values = new ArrayList<T>();
        for (var one : list.elements()) {
            values.add(element.read(one, path + "[" + values.size() + "]"));
        }
        return values;
    }

    /** DynamoDB refuses a set that has an element twice. */
    private static Value set(Node node, String path, Value set) throws NoItem {
        Collection<?> elements = switch (set) {
            case Value.TextSet texts -> texts.values();
            case Value.NumSet numbers -> numbers.values();
            case Value.BinarySet binaries -> binaries.values();
            default -> throw new IllegalArgumentException("Cannot be: it is no set.");
        };
        if (node instanceof Node.Arr list && list.elements().size() != elements.size()) {
            throw new NoItem(Code.F023, node.line(), path, "The set has an element twice.", "Keep one of them.");
        }
        return set;
    }

    private static String text(Node node, String path, String kind) throws NoItem {
        if (node instanceof Node.Scalar scalar && scalar.token() == JsonToken.VALUE_STRING) {
            return scalar.text();
        }
        throw wrong(
                node,
                path,
                "The value of %s belongs in quotes.".formatted(kind),
                "Write {\"%s\": \"…\"}.".formatted(kind));
    }

    private static BigDecimal number(Node node, String path) throws NoItem {
        var text = text(node, path, "N");
        try {
            var number = new BigDecimal(text);
            new Value.Num(number);
            return number;
        } catch (NumberFormatException e) {
            throw wrong(node, path, "This is not a number.", "Write digits, as {\"N\": \"12.5\"}.");
        } catch (IllegalArgumentException e) {
            throw new NoItem(
                    Code.F023,
                    node.line(),
                    path,
                    "The number is too large or too small: DynamoDB's end at 1E-130 and 9.99E125.",
                    Code.F023.fix());
        }
    }

    private static Bytes bytes(Node node, String path) throws NoItem {
        try {
            return Bytes.of(Base64.getDecoder().decode(text(node, path, "B")));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    node,
                    path,
                    "This is not base64.",
                    "Write it on one line with + and /, as base64 -w0 does, without blanks.");
        }
    }

    private static boolean bool(Node node, String path) throws NoItem {
        if (node instanceof Node.Scalar scalar && scalar.token().isBoolean()) {
            return scalar.token() == JsonToken.VALUE_TRUE;
        }
        throw wrong(node, path, "BOOL is true or false, without quotes.", "Write {\"BOOL\": true}.");
    }

    private static NoItem plain(Node node, String path) {
        var form = switch (node) {
            case Node.Obj o -> "{\"M\": {…}}";
            case Node.Arr a -> "{\"L\": […]}";
            case Node.Scalar s when s.token() == JsonToken.VALUE_STRING -> "{\"S\": \"…\"}";
            case Node.Scalar s when s.token().isNumeric() -> "{\"N\": \"…\"}";
            case Node.Scalar s when s.token().isBoolean() -> "{\"BOOL\": " + s.text() + "}";
            case Node.Scalar s -> "{\"NULL\": true}";
        };
        return wrong(
                node,
                path,
                "It is plain JSON; DynamoDB's names each value's kind.",
                "Write %s there, or take items as aws dynamodb scan --output json writes them.".formatted(form));
    }

    private static NoItem wrong(Node node, String path, String why, String fix) {
        return new NoItem(Code.F022, node.line(), path, why, fix);
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? Shown.name(name) : path + "." + Shown.name(name);
    }
}
