package dev.tailrace.workflows.command;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;

/** Refusals of verbs: one sentence, typed with the code, which is what a client sees. */
public final class InvalidVerb {
    private InvalidVerb() {}

    public static ApplicationFailure input(Verb verb, String why) {
        return failure(Code.W007, verb, why);
    }

    public static ApplicationFailure unknownTables(Verb verb, String why) {
        return failure(Code.W002, verb, why);
    }

    public static ApplicationFailure late(Verb verb, Instant until, Instant now) {
        return failure(Code.W008, verb, "it was valid until " + until + ", and it is " + now);
    }

    public static ApplicationFailure now(Verb verb, String why) {
        return failure(Code.W001, verb, why);
    }

    /** An approval of what no table's verdict is, or is no more. */
    public static ApplicationFailure unknownVerdict(Verb verb, String why) {
        return failure(Code.W013, verb, why);
    }

    /** What the control schema said. */
    public static ApplicationFailure because(Verb verb, Problem problem) {
        return ApplicationFailure.newNonRetryableFailure(
                problem.code() + ": Cannot " + verb.word() + ": " + problem.what() + ".", problem.code());
    }

    private static ApplicationFailure failure(Code code, Verb verb, String why) {
        return ApplicationFailure.newNonRetryableFailure(
                code.id() + ": Cannot " + verb.word() + ": " + why + ".", code.id());
    }
}
