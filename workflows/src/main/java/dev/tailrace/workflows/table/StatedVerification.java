package dev.tailrace.workflows.table;

import dev.tailrace.workflows.command.VerbInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to verify, as a person types it; null where nothing is stated.
 *
 * @param level the word; null for {@code full}
 */
public record StatedVerification(
        @Nullable String level,
        @Nullable String seed,
        @Nullable Double confidence,
        @Nullable Double atMost) {
    private static final double MOST_CONFIDENCE = 0.9999;
    private static final int LONGEST_SEED = 200;

    /** As a verb states it. */
    public static StatedVerification of(VerbInput.Level typed) {
        return new StatedVerification(typed.level(), typed.seed(), typed.confidence(), typed.atMost());
    }

    /** What is wrong with it, a sentence without full stop each; empty where it is valid. */
    public List<String> wrong() {
        var wrong = new ArrayList<String>();
        var known = known();
        if (known.isEmpty()) {
            wrong.add("level is one of " + words() + ", not \"" + level + "\"");
        }
        if (seed != null && (seed.isBlank() || seed.length() > LONGEST_SEED)) {
            wrong.add("seed is text of 1 to " + LONGEST_SEED + " characters");
        }
        if (confidence != null
                && !(confidence >= VerificationOptions.LEAST_CONFIDENCE && confidence <= MOST_CONFIDENCE)) {
            wrong.add("confidence is a number from " + VerificationOptions.LEAST_CONFIDENCE + " to " + MOST_CONFIDENCE
                    + ", not " + confidence);
        }
        if (atMost != null && !(atMost > 0 && atMost <= VerificationOptions.LARGEST_SHARE)) {
            wrong.add("atMost is a share above 0 and up to " + VerificationOptions.LARGEST_SHARE + ", not " + atMost);
        }
        if (known.isPresent()
                && known.get() != VerificationLevel.SAMPLE
                && (seed != null || confidence != null || atMost != null)) {
            wrong.add("seed, confidence and atMost belong to level sample");
        }
        return wrong;
    }

    /** The same as options. @throws IllegalStateException if something is {@link #wrong} */
    public VerificationOptions options() {
        if (!wrong().isEmpty()) {
            throw new IllegalStateException("Cannot verify: " + String.join("; ", wrong()));
        }
        return new VerificationOptions(known().orElseThrow(), seed, confidence, atMost);
    }

    /** Empty where there is no such level. */
    private Optional<VerificationLevel> known() {
        return level == null
                ? Optional.of(VerificationLevel.FULL)
                : Arrays.stream(VerificationLevel.values())
                        .filter(known -> known.word().equals(level.toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    private static String words() {
        return Arrays.stream(VerificationLevel.values())
                .map(VerificationLevel::word)
                .collect(Collectors.joining(", "));
    }
}
