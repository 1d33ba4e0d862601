package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.verify.CaptureProof;
import java.time.Duration;

/** Without tokens nothing shows what capture has passed; all that can be done is to wait and look whether it changes. */
final class TimeProof implements CaptureProof {
    /** Three looks in a row, which confirm a difference, take more than 30 s. */
    static final Duration WAIT = Duration.ofSeconds(11);

    private final Heartbeat heartbeat;
    private final Duration wait;

    TimeProof(Heartbeat heartbeat, Duration wait) {
        this.heartbeat = heartbeat;
        this.wait = wait;
    }

    @Override
    public Evidence await() throws InterruptedException {
        Stops.pause(heartbeat, wait);
        return Evidence.TIME;
    }

    @Override
    public void moment() throws InterruptedException {
        Stops.pause(heartbeat, Stops.MOMENT);
    }
}
