package dev.tailrace.activities;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.Turn;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Exceptions of the AWS SDK. Error codes are those of the DynamoDB developer guide, "Error handling with DynamoDB". */
final class SourceTrouble {
    /** LimitExceeded: DescribeStream and control-plane calls answer with it when they come too fast. */
    private static final Set<String> THROTTLED = Set.of("LimitExceededException", "RequestLimitExceeded");

    private static final Set<String> DENIED = Set.of(
            "AccessDeniedException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "InvalidClientTokenId",
            "ExpiredTokenException",
            "ExpiredToken",
            "OptInRequired");

    private static final Set<String> MISSING = Set.of("ResourceNotFoundException", "TableNotFoundException");
    private static final Set<String> BUSY = Set.of("ResourceInUseException", "TableInUseException");

    private SourceTrouble() {}

    static Turn of(SdkException thrown, String what) {
        return thrown instanceof AwsServiceException service ? answered(service, what) : unanswered(thrown, what);
    }

    private static Turn answered(AwsServiceException thrown, String what) {
        var code = thrown.awsErrorDetails() == null
                ? ""
                : orEmpty(thrown.awsErrorDetails().errorCode());
        var words = thrown.awsErrorDetails() == null
                ? "HTTP status %d".formatted(thrown.statusCode())
                : Trouble.words(thrown.awsErrorDetails().errorMessage());
        var why = code.isEmpty() ? words : "%s: %s".formatted(code, words);
        if (thrown.isThrottlingException() || THROTTLED.contains(code)) {
            return stalled(Code.S006, what, why);
        }
        if (thrown.statusCode() >= 500) {
            return stalled(Code.S002, what, why);
        }
        if (BUSY.contains(code)) {
            return stalled(Code.S007, what, why);
        }
        if (DENIED.contains(code) || thrown.statusCode() == 401 || thrown.statusCode() == 403) {
            return blocked(Code.S003, what, why);
        }
        return blocked(MISSING.contains(code) ? Code.S001 : Code.S008, what, why);
    }

    private static Turn unanswered(SdkException thrown, String what) {
        var words = Trouble.words(thrown.getMessage());
        if (words.startsWith("Unable to load credentials")) {
            return blocked(Code.S003, what, "No credentials were found in the SDK's usual chain.");
        }
        if (words.startsWith("Unable to load region")) {
            var fix = "State source.dynamodb.region or set AWS_REGION, then: tailrace retry NAME";
            return new Turn.Blocked(Problem.of(Code.S008, what, "No region was found in the SDK's usual chain.", fix));
        }
        return stalled(Code.S002, what, words);
    }

    private static Turn stalled(Code code, String what, String why) {
        return new Turn.Stalled(Problem.of(code, what, why));
    }

    private static Turn blocked(Code code, String what, String why) {
        return new Turn.Blocked(Problem.of(code, what, why));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
