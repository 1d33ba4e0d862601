package dev.tailrace.embedded.stack;

import java.net.URI;
import java.util.Optional;

/** A Temporal service that the stack started. */
interface TemporalServer extends AutoCloseable {
    /** host:port of the frontend. */
    String address();

    Optional<URI> ui();
}
