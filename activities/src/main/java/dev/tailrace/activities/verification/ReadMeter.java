package dev.tailrace.activities.verification;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts what reading the source consumes on its way to a budget. Thread-safe. */
final class ReadMeter implements ReadBudget {
    private final ReadBudget budget;
    private final LongAdder items = new LongAdder();
    private final DoubleAdder units = new DoubleAdder();

    /** @param before what attempts before have consumed */
    ReadMeter(ReadBudget budget, Read before) {
        this.budget = budget;
        items.add(before.items());
        units.add(before.units());
    }

    /** What was read. Persisted field names. @param units capacity units */
    record Read(long items, double units) {
        static final Read NOTHING = new Read(0, 0);
    }

    @Override
    public void await() throws InterruptedException {
        budget.await();
    }

    @Override
    public void charge(long read, double consumed) throws InterruptedException {
        items.add(read);
        units.add(consumed);
        budget.charge(read, consumed);
    }

    Read read() {
        return new Read(items.sum(), units.sum());
    }
}
