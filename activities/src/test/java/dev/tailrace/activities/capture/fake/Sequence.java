package dev.tailrace.activities.capture.fake;

import java.math.BigInteger;

/** Sequence numbers that rise by more than one, and soon from 39 digits to 40. Thread-safe. */
final class Sequence {
    private static final BigInteger STEP = BigInteger.valueOf(7);

    private BigInteger last = BigInteger.TEN.pow(39).subtract(BigInteger.valueOf(300));

    synchronized BigInteger next() {
        last = last.add(STEP);
        return last;
    }
}
