package dev.tailrace.activities.simulation;

/** What may go wrong in a schedule. */
enum Kind {
    /** Only what a healthy system does: any interleaving, turns that end. */
    CLEAN,
    /** Attempts die between any two statements. */
    CRASH,
    /** And live on after their successor has started. */
    ZOMBIE,
    /** And the stream forgets records that no one has read, or an operator asks for a new pass. */
    GAP,
    /** And items are such that the mapper or Postgres refuses them. */
    QUARANTINE,
    ALL,
    /** All of it, on a table that asks the source and one that does not; items move between them, and claim each other's rows. */
    OWNED,
    /** All of it, on a table whose rows are made of several items. */
    COLLECTION;

    boolean crashes() {
        return this != CLEAN;
    }

    boolean zombies() {
        return compareTo(ZOMBIE) >= 0;
    }

    boolean gaps() {
        return this == GAP || this == ALL || asksSource();
    }

    boolean badItems() {
        return this == QUARANTINE || this == ALL || asksSource();
    }

    boolean asksSource() {
        return this == OWNED || this == COLLECTION;
    }

    boolean collects() {
        return this == COLLECTION;
    }

    boolean owned() {
        return this == OWNED;
    }
}
