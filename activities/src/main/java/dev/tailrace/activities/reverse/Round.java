package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.activities.postgres.ReverseQuarantine.Entry;
import java.util.ArrayList;
import java.util.List;

/** What a lane found out of some marks, to be settled in one transaction of the control schema. For one thread. */
final class Round {
    /** Asked for and done: their marks go, if nobody has marked them again. */
    final List<Mark> done = new ArrayList<>();

    /** Those of them of which the source has what the target says. */
    final List<Mark> good = new ArrayList<>();

    /** Those of them whose items stay as they are. */
    final List<Entry> aside = new ArrayList<>();

    /** Source keys, as DynamoDB JSON, that are to be asked for in place of others. */
    final List<String> instead = new ArrayList<>();

    /** What is to be written. */
    final List<KeyWrites> writes = new ArrayList<>();

    /** Items. */
    long written;

    long deleted;

    void good(Mark mark) {
        good.add(mark);
        done.add(mark);
    }

    void aside(Mark mark, String code, String reason) {
        aside.add(new Entry(mark, code, reason));
        done.add(mark);
    }

    void instead(Mark mark, String sourceKey) {
        instead.add(sourceKey);
        done.add(mark);
    }
}
