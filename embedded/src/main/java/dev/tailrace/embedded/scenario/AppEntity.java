package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;

import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The kinds of entity in {@link AppData}, in the shares of its items. */
enum AppEntity {
    USER {
        @Override
        Map<String, AttributeValue> key(long n) {
            return keys("USER#" + Values.id("u", n), "PROFILE");
        }

        @Override
        Map<String, AttributeValue> values(RandomGenerator random) {
            return Map.of(
                    "name", s(Values.sentence(random)),
                    "email", s(Values.word(random) + "@example.com"),
                    "createdAt", s(Values.iso(random)));
        }
    },
    ORDER {
        @Override
        Map<String, AttributeValue> key(long n) {
            return keys("USER#" + Values.id("u", n % 1000 * SPREAD), "ORDER#" + Values.id("o", n));
        }

        @Override
        Map<String, AttributeValue> values(RandomGenerator random) {
            return Map.of(
                    "total", n(Values.money(random)),
                    "createdAt", s(Values.iso(random)),
                    "lines", Values.lines(random));
        }
    },
    PRODUCT {
        @Override
        Map<String, AttributeValue> key(long n) {
            return keys("PRODUCT#" + Values.id("p", n), "METADATA");
        }

        @Override
        Map<String, AttributeValue> values(RandomGenerator random) {
            return Map.of(
                    "category", s(Values.word(random)),
                    "name", s(Values.sentence(random)),
                    "price", n(Values.money(random)),
                    "stock", n(random.nextInt(1000)),
                    "updatedAt", n(Values.moment(random).toEpochMilli()));
        }
    },
    AUTHOR {
        @Override
        Map<String, AttributeValue> key(long n) {
            return keys("author#" + Values.id("a", n), "metadata");
        }

        @Override
        Map<String, AttributeValue> values(RandomGenerator random) {
            return Map.of("name", s(Values.sentence(random)));
        }
    },
    BOOK {
        @Override
        Map<String, AttributeValue> key(long n) {
            return keys("author#" + Values.id("a", n % 300 * SPREAD), "book#" + Values.id("b", n));
        }

        @Override
        Map<String, AttributeValue> values(RandomGenerator random) {
            return Map.of(
                    "title", s(Values.sentence(random)),
                    "published", s(Values.day(random).toString()));
        }
    },
    /** No one remembers what wrote these. */
    UNKNOWN {
        @Override
        Map<String, AttributeValue> key(long n) {
            return keys("session#" + n, "2024");
        }

        @Override
        Map<String, AttributeValue> values(RandomGenerator random) {
            return Map.of("payload", s(Values.sentence(random)));
        }
    };

    /** The pattern of kinds repeats after so many numbers. */
    static final int SPREAD = 10;

    /** The number of the first product in the pattern. */
    static final int FIRST_PRODUCT = 6;

    static AppEntity of(long n) {
        return switch ((int) (n % SPREAD)) {
            case 0, 1 -> USER;
            case 2, 3, 4, 5 -> ORDER;
            case FIRST_PRODUCT, 7 -> PRODUCT;
            case 8 -> n % 20 == 8 ? AUTHOR : UNKNOWN;
            default -> BOOK;
        };
    }

    abstract Map<String, AttributeValue> key(long n);

    abstract Map<String, AttributeValue> values(RandomGenerator random);

    private static Map<String, AttributeValue> keys(String pk, String sk) {
        return Map.of("PK", s(pk), "SK", s(sk));
    }
}
