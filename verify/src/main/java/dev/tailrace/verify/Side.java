package dev.tailrace.verify;

/** The two sides of a comparison. */
enum Side {
    SOURCE,
    TARGET
}
