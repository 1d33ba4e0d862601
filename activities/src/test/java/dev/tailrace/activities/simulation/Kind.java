package dev.tailrace.activities.simulation;

/** What may go wrong in a schedule. */
enum Kind {
    /** Only what a healthy system does: any interleaving, turns that end. */
    CLEAN,
    /** Attempts die between any two statements. */
    CRASH,
    /** And live on after their successor has started. */
    ZOMBIE,
    /** And the stream forgets records that nobody has read, or an operator asks for a new pass. */
    GAP,
    /** And items are such that the mapper or Postgres refuses them. */
    QUARANTINE,
    ALL;

    boolean crashes() {
        return this != CLEAN;
    }

    boolean zombies() {
        return compareTo(ZOMBIE) >= 0;
    }

    boolean gaps() {
        return this == GAP || this == ALL;
    }

    boolean badItems() {
        return this == QUARANTINE || this == ALL;
    }
}
