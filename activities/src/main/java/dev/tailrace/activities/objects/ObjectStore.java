package dev.tailrace.activities.objects;

import dev.tailrace.activities.dynamodb.ErrorCode;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads one object at a time. Thread-safe.
 *
 * @param s3 the client, made on first use
 */
record ObjectStore(Supplier<S3Client> s3) {
    /** What came of it. */
    sealed interface Answer {
        /** @param type as the object states it; null: it states none */
        record Content(byte[] bytes, String etag, @Nullable String type) implements Answer {}

        /** It cannot be read now, for a reason of its own; others can. */
        record Refused(String why) implements Answer {}
    }

    /**
     * @param most bytes that are taken
     * @throws SdkException if S3 cannot be asked at all now
     */
    Answer read(Pointer pointer, int most) {
        try {
            return s3.get()
                    .getObject(
                            r -> r.bucket(pointer.bucket()).key(pointer.key()),
                            (response, body) -> take(response, body, most));
        } catch (ApiCallTimeoutException e) {
            return new Answer.Refused("S3 does not give it within the time of one call.");
        } catch (S3Exception e) {
            if (e.statusCode() < 300 || e.statusCode() >= 500 || e.isThrottlingException()) {
                throw e;
            }
            return new Answer.Refused(why(e));
        }
    }

    private static Answer take(GetObjectResponse response, AbortableInputStream body, int most) {
        if (response.eTag() == null) {
            body.abort();
            return new Answer.Refused("What answers is not S3: it states no ETag.");
        }
        var length = response.contentLength();
        try {
            // One that is too large is not read to its end.
            var bytes = length != null && length > most ? null : body.readNBytes(most + 1);
            if (bytes == null || bytes.length > most) {
                body.abort();
                return new Answer.Refused("It is larger than the %,d bytes that the file allows.".formatted(most));
            }
            return new Answer.Content(bytes, response.eTag(), response.contentType());
        } catch (IOException e) {
            body.abort();
            return new Answer.Refused("Its content ended early.");
        }
    }

    /** S3's own text may name accounts and hosts; its code does not. */
    private static String why(S3Exception e) {
        var code = ErrorCode.shown(e);
        return switch (e.statusCode()) {
            case 404 -> "S3 has no such object (%s).".formatted(code);
            case 403 -> "S3 does not allow it (%s): a worker needs s3:GetObject on it.".formatted(code);
            default -> "S3 refuses it (%s).".formatted(code);
        };
    }
}
