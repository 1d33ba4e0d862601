package dev.tailrace.activities.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The code of a service's error. A service need not state one: a proxy in between, and what stands in for DynamoDB, answer as
 * they like.
 */
public final class ErrorCode {
    private ErrorCode() {}

    /** As the service states it; empty where it states none. */
    public static String of(AwsServiceException thrown) {
        var details = thrown.awsErrorDetails();
        return details == null ? "" : orEmpty(details.errorCode());
    }

    /** The code, else the HTTP status; for what is no service's answer, the exception's name. Never empty. */
    public static String shown(SdkException thrown) {
        if (!(thrown instanceof AwsServiceException service)) {
            return thrown.getClass().getSimpleName();
        }
        var code = of(service);
        return code.isEmpty() ? status(service) : code;
    }

    /** The service's own words; empty where it has none. */
    public static String words(AwsServiceException thrown) {
        var details = thrown.awsErrorDetails();
        return details == null ? "" : orEmpty(details.errorMessage());
    }

    /** E.g. {@code HTTP status 400}. */
    public static String status(AwsServiceException thrown) {
        return "HTTP status " + thrown.statusCode();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
