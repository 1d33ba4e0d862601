package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.b;
import static dev.tailrace.embedded.scenario.ItemAttributes.bool;
import static dev.tailrace.embedded.scenario.ItemAttributes.l;
import static dev.tailrace.embedded.scenario.ItemAttributes.m;
import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.ns;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.ItemAttributes.ss;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random values as applications store them, with the oddities that real tables have. */
final class Values {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<String> WORDS = List.of(
            "amber", "birch", "cedar", "delta", "ember", "fjord", "grün", "hazel", "iris", "jade", "kelp", "日本",
            "lotus");

    private Values() {}

    /** A table name or key part of fixed width, so that keys sort by number. */
    static String id(String prefix, long n) {
        return "%s%08d".formatted(prefix, n);
    }

    static String word(RandomGenerator random) {
        return oneOf(WORDS, random);
    }

    static String sentence(RandomGenerator random) {
        StringBuilder text = new StringBuilder(word(random));
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(i % 5 == 0 ? ", \"" : " ").append(word(random)).append(i % 5 == 0 ? "\"" : "");
        }
        return text.toString();
    }

    static <T> T oneOf(List<T> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Two decimals; a third of them whole, as DynamoDB normalises 5.00 to 5. */
    static BigDecimal money(RandomGenerator random) {
        return random.nextInt(3) == 0
                ? BigDecimal.valueOf(random.nextLong(10_000))
                : BigDecimal.valueOf(random.nextLong(1_000_000), 2);
    }

    static Instant moment(RandomGenerator random) {
        return START.plus(random.nextLong(1_000L * 86_400_000), ChronoUnit.MILLIS);
    }

    static LocalDate day(RandomGenerator random) {
        return LocalDate.ofInstant(moment(random), ZoneOffset.UTC);
    }

    /** ISO-8601 with an offset: with and without fraction, in UTC and elsewhere. */
    static String iso(RandomGenerator random) {
        Instant moment = moment(random);
        return switch (random.nextInt(3)) {
            case 0 -> moment.truncatedTo(ChronoUnit.SECONDS).toString();
            case 1 -> moment.toString();
            default -> moment.atOffset(ZoneOffset.ofHours(2)).toString();
        };
    }

    static AttributeValue lines(RandomGenerator random) {
        List<AttributeValue> lines = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            lines.add(
                    m(Map.of("sku", s(word(random)), "quantity", n(random.nextInt(1, 9)), "price", n(money(random)))));
        }
        return l(lines);
    }

    /** Attributes that no column takes: every type of value, and names and kinds that JSON has to spell. */
    static Map<String, AttributeValue> odds(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Map.of("note", s(""), "discount", ItemAttributes.NULL);
            case 1 ->
                Map.of("coupons", ss(Set.of(word(random), "z-last", "A-first")), "gift", bool(random.nextBoolean()));
            case 2 -> Map.of("weights", ns(Set.of("10", "9.5", "-2")), "thumbnail", b(sentence(random)));
            case 3 ->
                Map.of(
                        "settings",
                        m(Map.of("$b", s("not binary"), "deep", l(List.of(bool(true), ItemAttributes.NULL)))));
            case 4 ->
                Map.of(
                        "exact",
                        AttributeValue.fromN("12345678901234567890123456789012345678"),
                        "note",
                        s(sentence(random)));
            default -> Map.of("note", s(sentence(random)));
        };
    }
}
