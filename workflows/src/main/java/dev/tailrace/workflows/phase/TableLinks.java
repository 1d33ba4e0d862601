package dev.tailrace.workflows.phase;

/** The workflows next to a table's own. */
record TableLinks(CaptureLink capture, ReverseLink reverse, SwitchLink switching) {
    static TableLinks of(TableState state, int historyLimit) {
        return new TableLinks(
                new CaptureLink(state, historyLimit), new ReverseLink(state, historyLimit), new SwitchLink(state));
    }
}
