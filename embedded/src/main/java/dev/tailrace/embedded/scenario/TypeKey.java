package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.s;

import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keys at the edges. Source: DynamoDB's limits, 2,048 bytes of partition key and 1,024 of sort key. */
enum TypeKey {
    /** Postgres compresses it, so that its index takes it. */
    LONGEST_COMPRESSIBLE(Map.of()) {
        @Override
        String id(long n, RandomGenerator random) {
            return padded(n, "a".repeat(LONGEST_ID));
        }

        @Override
        String part(RandomGenerator random) {
            return "b".repeat(LONGEST_PART);
        }
    },
    /** No index of Postgres takes it. */
    LONGEST_RANDOM(TypeFaults.ofKey("TR-M025")) {
        @Override
        String id(long n, RandomGenerator random) {
            return padded(n, letters(LONGEST_ID, random));
        }

        @Override
        String part(RandomGenerator random) {
            return letters(LONGEST_PART, random);
        }
    },
    /** Its column has no rule for U+0000. */
    NUL(TypeFaults.ofKey("TR-M023")) {
        @Override
        String id(long n, RandomGenerator random) {
            return "nul\0" + n;
        }
    },
    /** Its column escapes U+0000. */
    ESCAPED_NUL(Map.of()) {
        @Override
        String part(RandomGenerator random) {
            return "\0\\0\\";
        }
    },
    /** What {@link #ESCAPED_NUL} becomes, as it stands: it must become something else. */
    LOOKS_ESCAPED(Map.of()) {
        @Override
        String part(RandomGenerator random) {
            return "\\0\\\\0\\\\";
        }
    },
    COPY_MARKER(Map.of()) {
        @Override
        String part(RandomGenerator random) {
            return "\\.\n\\N\t";
        }
    },
    BEYOND_THE_BASIC_PLANE(Map.of()) {
        @Override
        String part(RandomGenerator random) {
            return "\ud83d\ude00\uffff\u00e9";
        }
    };

    private static final int LONGEST_ID = 2_048;
    private static final int LONGEST_PART = 1_024;

    private final Map<String, AttributeValue> others;

    TypeKey(Map<String, AttributeValue> others) {
        this.others = others;
    }

    /** The item's other attributes. */
    Map<String, AttributeValue> others() {
        return others;
    }

    Map<String, AttributeValue> key(long n, RandomGenerator random) {
        return Map.of("id", s(id(n, random)), "part", s(part(random)));
    }

    String id(long n, RandomGenerator random) {
        return Values.id("key-", n);
    }

    String part(RandomGenerator random) {
        return "part";
    }

    /** The text with the number in place of its first letters. */
    private static String padded(long n, String text) {
        String number = Values.id("", n);
        return number + text.substring(number.length());
    }

    private static String letters(int length, RandomGenerator random) {
        return random.ints(length, '!', '~' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
