package dev.tailrace.activities.capture.fake;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** The service's errors with what the SDK puts into them. */
final class Failures {
    private Failures() {}

    static DynamoDbException trimmed() {
        return complete(TrimmedDataAccessException.builder(), 400);
    }

    static DynamoDbException notFound() {
        return complete(ResourceNotFoundException.builder(), 400);
    }

    static DynamoDbException expired() {
        return complete(ExpiredIteratorException.builder(), 400);
    }

    /** @param kind 0, 1 or 2 */
    static DynamoDbException passing(int kind) {
        return switch (kind) {
            case 0 -> complete(LimitExceededException.builder(), 400);
            case 1 -> complete(ProvisionedThroughputExceededException.builder(), 400);
            default -> complete(InternalServerErrorException.builder(), 500);
        };
    }

    private static DynamoDbException complete(DynamoDbException.Builder builder, int status) {
        var name = builder.build().getClass().getSimpleName();
        var details = AwsErrorDetails.builder()
                .errorCode(name)
                .errorMessage("as asked for")
                .build();
        return (DynamoDbException)
                builder.awsErrorDetails(details).statusCode(status).build();
    }
}
