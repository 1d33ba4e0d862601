package dev.tailrace.embedded.scenario;

import java.util.random.RandomGenerator;

/** What an application does to an item, in the shares in which the writers do it. */
public enum ChangeKind {
    /** A new item. */
    INSERT(15),
    /** Other values in the same place; in ledgers a transfer. */
    UPDATE(45),
    /** The item goes. */
    DELETE(10),
    /** The item goes and another comes under its key within the same second. */
    REINSERT(15),
    /** An attribute that is part of the target key changes, so that the row moves. */
    MOVE(15);

    private final int percent;

    ChangeKind(int percent) {
        this.percent = percent;
    }

    static ChangeKind any(RandomGenerator random) {
        int ticket = random.nextInt(100);
        for (ChangeKind kind : values()) {
            ticket -= kind.percent;
            if (ticket < 0) {
                return kind;
            }
        }
        throw new AssertionError("the shares add up to 100");
    }
}
