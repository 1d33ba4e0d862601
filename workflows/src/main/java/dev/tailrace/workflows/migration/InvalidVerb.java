package dev.tailrace.workflows.migration;

import dev.tailrace.mappers.problem.Code;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;

/** Refusals of verbs: one sentence, typed with the code, which is what a client sees. */
final class InvalidVerb {
    private InvalidVerb() {}

    static ApplicationFailure input(Verb verb, String why) {
        return failure(Code.W007, verb, why);
    }

    static ApplicationFailure unknownTables(Verb verb, String why) {
        return failure(Code.W002, verb, why);
    }

    static ApplicationFailure late(Verb verb, Instant until, Instant now) {
        return failure(Code.W008, verb, "it was valid until " + until + ", and it is " + now);
    }

    static ApplicationFailure now(Verb verb, String why) {
        return failure(Code.W001, verb, why);
    }

    private static ApplicationFailure failure(Code code, Verb verb, String why) {
        return ApplicationFailure.newNonRetryableFailure(
                code.id() + ": Cannot " + verb.word() + ": " + why + ".", code.id());
    }
}
