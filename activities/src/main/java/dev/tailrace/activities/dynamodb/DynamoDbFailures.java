package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Exceptions of the AWS SDK. Error codes are those of the DynamoDB developer guide, "Error handling with DynamoDB". */
public final class DynamoDbFailures {
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

    private DynamoDbFailures() {}

    public static Turn of(SdkException thrown, String what) {
        return thrown instanceof AwsServiceException service ? answered(service, what) : unanswered(thrown, what);
    }

    private static Turn answered(AwsServiceException thrown, String what) {
        var code = ErrorCode.of(thrown);
        var why = why(thrown);
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
        if (code.equals("UnknownOperationException")) {
            return stalled(Code.S011, what, why);
        }
        return blocked(MISSING.contains(code) ? Code.S001 : Code.S008, what, why);
    }

    private static Turn unanswered(SdkException thrown, String what) {
        var words = FailureClassifier.words(thrown.getMessage());
        if (words.startsWith("Unable to load credentials")) {
            return blocked(Code.S009, what, "The SDK's usual chain has none.");
        }
        if (words.startsWith("Unable to load region")) {
            return blocked(Code.S010, what, "The SDK's usual chain has none.");
        }
        if (words.startsWith("Unable to unmarshall response") && !isCut(thrown)) {
            return stalled(Code.S011, what, strange(thrown));
        }
        return stalled(Code.S002, what, unreached(thrown, words));
    }

    /** Whether a connection broke in the middle of an answer: that is the network, and not another service. */
    private static boolean isCut(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            boolean parsing = cause.getClass().getName().contains(".jackson.");
            if (cause instanceof IOException
                    && (!parsing || cause.getClass().getSimpleName().equals("JsonEOFException"))) {
                return true;
            }
        }
        return false;
    }

    /** The SDK's own words hide what is missing behind its parser's. */
    private static String strange(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StrangeAnswer) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "Its answer is not JSON";
    }

    /** The SDK's own words leave out the host that has no address. */
    private static String unreached(Throwable thrown, String words) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                var host = String.valueOf(unknown.getMessage());
                return "No address is known for the host " + FailureClassifier.words(host.replaceFirst(":.*", ""));
            }
        }
        return words;
    }

    private static Turn stalled(Code code, String what, String why) {
        return new Turn.Stalled(Problem.of(code, what, why));
    }

    private static Turn blocked(Code code, String what, String why) {
        return new Turn.Blocked(Problem.of(code, what, why));
    }

    private static String why(AwsServiceException thrown) {
        var words = FailureClassifier.words(ErrorCode.words(thrown));
        return Stream.of(ErrorCode.shown(thrown), words)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
    }
}
