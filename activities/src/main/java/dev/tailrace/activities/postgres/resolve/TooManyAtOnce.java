package dev.tailrace.activities.postgres.resolve;

import dev.tailrace.activities.store.Late;

/**
 * The source did not say in time what lives at several keys. The next read asks for fewer ({@link Resolve#most}), so whoever releases
 * its locks and tries again does not do so in vain. Of one key alone it would be a {@link Late}.
 */
public final class TooManyAtOnce extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyAtOnce(Late late) {
        super(late.getMessage(), late);
    }
}
