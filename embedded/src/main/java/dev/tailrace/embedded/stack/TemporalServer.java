package dev.tailrace.embedded.stack;

import dev.tailrace.worker.TemporalKind;
import java.net.URI;
import java.util.Optional;

/** A Temporal service that the stack started. */
interface TemporalServer extends AutoCloseable {
    /** host:port of the frontend. */
    String address();

    /** What it is; a server unless it says otherwise. */
    default TemporalKind kind() {
        return TemporalKind.SERVER;
    }

    Optional<URI> ui();
}
