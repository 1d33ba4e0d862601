package dev.tailrace.mappers.item;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collection;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Holds typed JSON against values as it reads it, from left to right, without making values of it. What it takes is there; what it does not
 * take may be there all the same, in another spelling: then reading tells ({@link TypedJson#read}). For one thread.
 */
public final class TypedJsonMatch {
    private final String json;
    private int at;

    /** @param json as {@link TypedJson} writes it */
    public TypedJsonMatch(String json) {
        this.json = json;
    }

    /** Whether the text is the value, and nothing else. */
    public static boolean is(String json, Value value) {
        var match = new TypedJsonMatch(json);
        return match.take(value) && match.atEnd();
    }

    /** Whether all of the text has been taken. */
    public boolean atEnd() {
        return at == json.length();
    }

    /** Takes the text if it comes next. */
    public boolean take(String text) {
        if (!json.startsWith(text, at)) {
            return false;
        }
        at += text.length();
        return true;
    }

    /** Takes the name of a member of the object that is open, if it comes next. Of names that begin with {@code $} none does. */
    public boolean takeName(String name) {
        int before = at;
        if (!name.startsWith("$") && takeMember(name)) {
            return true;
        }
        at = before;
        return false;
    }

    /** Takes the value if it comes next; after false, of a part of it perhaps, nothing more is to be asked. */
    public boolean take(Value value) {
        return switch (value) {
            case Value.Text text -> takeString(text.value());
            case Value.Num number -> takeNumber(number.value());
            case Value.Bool bool -> take(bool.value() ? "true" : "false");
            case Value.Null n -> take("null");
            case Value.MapOf map -> takeMap(map.values());
            case Value.ListOf list -> takeList(list.values(), this::take);
            case Value.Binary binary -> take("{\"$b\":") && takeBytes(binary.value()) && take("}");
            case Value.TextSet set -> takeSet("$ss", set.values(), this::takeString);
            case Value.NumSet set -> takeSet("$ns", set.values(), this::takeNumber);
            case Value.BinarySet set -> takeSet("$bs", set.values(), this::takeBytes);
        };
    }

    private boolean takeMap(SortedMap<String, Value> map) {
        boolean wrapped = false;
        for (var name : map.keySet()) {
            wrapped |= name.startsWith("$");
        }
        return wrapped ? take("{\"$m\":") && takeMembers(map) && take("}") : takeMembers(map);
    }

    private boolean takeMembers(SortedMap<String, Value> map) {
        if (!take("{")) {
            return false;
        }
        for (var member : map.entrySet()) {
            if (!takeMember(member.getKey()) || !take(member.getValue())) {
                return false;
            }
        }
        return take("}");
    }

    private boolean takeMember(String name) {
        return (json.charAt(at - 1) == '{' || take(",")) && takeString(name) && take(":");
    }

    private <T> boolean takeSet(String kind, Collection<T> set, Predicate<T> element) {
        return take("{\"") && take(kind) && take("\":") && takeList(set, element) && take("}");
    }

    private <T> boolean takeList(Collection<T> list, Predicate<T> element) {
        if (!take("[")) {
            return false;
        }
        for (var one : list) {
            if (json.charAt(at - 1) != '[' && !take(",") || !element.test(one)) {
                return false;
            }
        }
        return take("]");
    }

    /** What must come next after any value is no digit: it is the whole number. */
    private boolean takeNumber(BigDecimal number) {
        return take(NumberText.of(number));
    }

    private boolean takeBytes(Bytes bytes) {
        return takeString(Base64.getEncoder().encodeToString(bytes.toArray()));
    }

    private boolean takeString(String text) {
        int start = at + 1;
        int end = start + text.length();
        if (!take("\"")) {
            return false;
        }
        // As most texts are: neither has anything to escape.
        if (end < json.length()
                && json.charAt(end) == '"'
                && json.startsWith(text, start)
                && text.indexOf('\\') < 0
                && text.indexOf('"') < 0) {
            at = end + 1;
            return true;
        }
        return takeEscaped(text);
    }

    private boolean takeEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at >= json.length() || json.charAt(at) == '"') {
                return false;
            }
            char c = json.charAt(at++);
            if ((c == '\\' ? escaped() : c) != text.charAt(i)) {
                return false;
            }
        }
        return take("\"");
    }

    /** The character that an escape stands for; -1 if it is none. */
    private int escaped() {
        if (at >= json.length()) {
            return -1;
        }
        char c = json.charAt(at++);
        return switch (c) {
            case '"', '\\' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> -1;
        };
    }

    private int hex() {
        if (at + 4 > json.length()) {
            return -1;
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(json.charAt(at++), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
