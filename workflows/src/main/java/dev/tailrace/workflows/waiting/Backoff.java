package dev.tailrace.workflows.waiting;

import java.time.Duration;

/** Pauses that double from a first to a longest. One per thing waited for; not thread-safe, as workflow code need not be. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** Between attempts at something that fails for now: 2 s to 30 s. */
    public Backoff() {
        this(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    /** @param first the pause after the first failure; @param longest no pause is longer */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The pause to make now; the one after it is twice as long. */
    public Duration next() {
        var now = next;
        var doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return now;
    }

    /** Begins again with the first pause: it worked. */
    public void reset() {
        next = first;
    }
}
