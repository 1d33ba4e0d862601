package dev.tailrace.activities.report;

/** How much a report shows, so that its page stays below 2 MB; all is counted, and the files next to it have all. */
final class ReportLimits {
    /** Of a table's differences. */
    static final int DIFFERENCES = 100;

    /** Of a table's items in quarantine. */
    static final int QUARANTINED = 100;

    /** Rows of any one table of the page, over all source tables. */
    static final int ROWS = 400;

    /** Tables whose totals the page shows, each with its columns and its statement. */
    static final int TABLES_OF_TOTALS = 24;

    private ReportLimits() {}
}
