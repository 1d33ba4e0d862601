package dev.tailrace.activities.dynamodb;

import software.amazon.awssdk.core.exception.SdkClientException;

/** What answers says yes, but not as the service does: something stands in between, or in for it. */
public final class StrangeAnswer extends SdkClientException {
    private static final long serialVersionUID = 1;

    /** @param what the answer lacks */
    StrangeAnswer(String operation, String what) {
        super(SdkClientException.builder()
                .message("The answer to %s has no %s: it is not DynamoDB's".formatted(operation, what)));
    }
}
