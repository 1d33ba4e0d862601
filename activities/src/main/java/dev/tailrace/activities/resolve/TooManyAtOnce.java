package dev.tailrace.activities.resolve;

import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The source did not say in time what lives at several keys. The next read asks for fewer ({@link Resolve#most}), so whoever gives its
 * locks back and tries again does not do so in vain; of one key alone it would be an {@link ApiCallTimeoutException}.
 */
public final class TooManyAtOnce extends SdkClientException {
    private static final long serialVersionUID = 1L;

    TooManyAtOnce(ApiCallTimeoutException late) {
        super(SdkClientException.builder().message(late.getMessage()).cause(late));
    }
}
