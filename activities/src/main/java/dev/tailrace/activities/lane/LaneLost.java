package dev.tailrace.activities.lane;

/** Another attempt holds the lane, or it is done or closed: this attempt writes nothing more (R1). */
public final class LaneLost extends Exception {
    private static final long serialVersionUID = 1L;

    public LaneLost(String lane) {
        super("Cannot write a batch of " + lane + ": another attempt holds the lane, or it is done or closed.");
    }
}
