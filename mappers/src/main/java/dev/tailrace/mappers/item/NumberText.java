package dev.tailrace.mappers.item;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The one text of a number: plain digits, no exponent, no zeros at either end, no plus sign, no negative zero. It is how
 * Postgres prints {@code numeric}, without its trailing zeros.
 */
public final class NumberText {
    private static final int LARGEST_EXPONENT = 125;
    private static final int SMALLEST_EXPONENT = -130;
    /** More digits than any number of the source has in plain form: 126 before the point, 130 + 38 behind it. */
    private static final int LONGEST = 400;

    private NumberText() {}

    /** The text of a number; exact. */
    public static String of(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** The number that a text of plain digits says ({@code -7.50}, also {@code 007}); null if it is anything else. */
    public static @Nullable BigDecimal parse(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        if (text.length() > LONGEST) {
            return null;
        }
        if (point < 0 ? !digits(text, start, text.length()) : !digits(text, start, point)) {
            return null;
        }
        return point >= 0 && !digits(text, point + 1, text.length()) ? null : new BigDecimal(text);
    }

    /** The text without trailing zeros behind the point; other text, such as {@code NaN}, as it is. */
    public static String stripped(String printed) {
        if (printed.indexOf('.') < 0) {
            return printed;
        }
        int end = printed.length();
        while (printed.charAt(end - 1) == '0') {
            end--;
        }
        return printed.substring(0, printed.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /**
     * The number without trailing zeros.
     *
     * @throws IllegalArgumentException if it is out of DynamoDB's range
     */
    static BigDecimal normal(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        var stripped = number.stripTrailingZeros();
        long exponent = (long) stripped.precision() - stripped.scale() - 1;
        if (exponent > LARGEST_EXPONENT || exponent < SMALLEST_EXPONENT) {
            throw new IllegalArgumentException(
                    "Cannot hold a number of magnitude 1E" + exponent + ": DynamoDB's end at 1E-130 and 9.99E125.");
        }
        return stripped;
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }
}
