package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a word without quotes means in YAML 1.2 (source: YAML 1.2.2, section 10.3.2, core schema): {@code no}, {@code on}, {@code 12:30:45} and
 * {@code 2026-01-31} are texts. Numbers are taken only as JSON writes them, since of {@code 007}, {@code 0x1F} or {@code .5} no one can tell
 * whether the digits or their value is meant.
 */
final class CoreSchema {
    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern OF_JSON = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private CoreSchema() {}

    /** The word's meaning; null where it is a number that JSON writes otherwise. */
    static @Nullable JsonNode meaning(String word) {
        var nodes = JsonNodeFactory.instance;
        if (NULL.matcher(word).matches()) {
            return nodes.nullNode();
        }
        if (TRUE.matcher(word).matches() || FALSE.matcher(word).matches()) {
            return nodes.booleanNode(TRUE.matcher(word).matches());
        }
        if (!NUMBER.matcher(word).matches()) {
            return nodes.textNode(word);
        }
        if (WHOLE.matcher(word).matches()) {
            return nodes.numberNode(new BigInteger(word));
        }
        return OF_JSON.matcher(word).matches() ? number(word) : null;
    }

    /** Null where its exponent is beyond any number's. */
    private static @Nullable JsonNode number(String word) {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(word));
        } catch (NumberFormatException exponent) {
            return null;
        }
    }

    /** Whether a number's text is the one text of its value: without an exponent, and without zeros at its end. */
    static boolean isWrittenPlainly(String number) {
        if (number.equals("-0") || number.indexOf('e') >= 0 || number.indexOf('E') >= 0) {
            return false;
        }
        return number.indexOf('.') < 0 || !number.endsWith("0");
    }
}
