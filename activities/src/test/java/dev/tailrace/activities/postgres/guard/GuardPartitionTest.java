package dev.tailrace.activities.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.lane.Ownership.Owner;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitioned target tables, whose partitions come and go (R9). */
@Tag("stack")
@Timeout(120)
class GuardPartitionTest {
    private Guarded guarded;

    /** Groups a to f, and g to z in partitions of their own. */
    @BeforeEach
    void partition() throws SQLException {
        guarded = new Guarded();
        guarded.engine(
                "drop table things",
                "create table things (grp text collate \"C\", id text collate \"C\", n integer, rest jsonb, primary key (grp, id))"
                        + " partition by range (grp)",
                "create table low partition of things for values from ('a') to ('g')",
                "create table high partition of things for values from ('g') to ('zz') partition by range (id)",
                "create table high1 partition of high for values from ('0') to ('5')");
        guarded.grant();
        guarded.copied("insert into things values ('a', '1', 1, '{}'), ('h', '1', 1, '{}')");
    }

    private static String key(String group, String id) {
        return "{\"id\": \"%s\", \"grp\": \"%s\"}".formatted(id, group);
    }

    @Test
    void statementsOnAPartitionAreRefusedAndRecorded() throws Exception {
        guarded.arm();
        for (var write :
                new String[] {"update low set n = 2", "delete from high1", "insert into high values ('h', '2', 1)"}) {
            GuardTest.assertRefused(() -> guarded.application(write));
        }
        guarded.give(Owner.TARGET);

        guarded.application("update low set n = 2", "delete from high1", "insert into high values ('h', '2', 1)");

        assertThat(guarded.outbox())
                .containsExactly(key("a", "1") + " → " + key("a", "1"), key("h", "1") + " → ", " → " + key("h", "2"));
    }

    @Test
    void aRowThatMovesToAnotherPartitionIsRecordedAtBothKeys() throws Exception {
        guarded.armed(Owner.TARGET);

        guarded.application("update things set grp = 'h', id = '3' where grp = 'a'");

        assertThat(guarded.outbox()).containsExactly(key("a", "1") + " → ", " → " + key("h", "3"));
    }

    @Test
    void aPartitionThatIsMadeLaterIsGuardedAndRecorded() throws Exception {
        guarded.arm();
        guarded.engine("create table high2 partition of high for values from ('5') to ('9')");
        guarded.grant();
        GuardTest.assertRefused(() -> guarded.application("insert into high2 values ('h', '7', 1)"));
        guarded.give(Owner.TARGET);
        guarded.application("insert into high2 values ('h', '7', 1)");

        assertThat(guarded.outbox()).containsExactly(" → " + key("h", "7"));
        assertThat(guarded.state().unrecorded()).isEmpty();
        assertThat(guarded.state().lacking())
                .singleElement()
                .asString()
                .contains("public.high2 has 2 of its 3 triggers");

        Guard.arm(guarded.table);

        assertThat(guarded.state()).isEqualTo(new GuardState(true, List.of(), List.of(), List.of()));
    }

    @Test
    void aTableThatIsAttachedEmptyIsGuardedAndRecorded() throws Exception {
        guarded.arm();
        guarded.engine(
                "create table high2 (like things)",
                "alter table high attach partition high2 for values from ('5') to ('9')");
        guarded.grant();
        GuardTest.assertRefused(() -> guarded.application("insert into high2 values ('h', '7', 1)"));
        guarded.give(Owner.TARGET);
        Guarded.by(
                guarded.as("postgres"),
                "set session_replication_role = replica",
                "insert into high2 values ('h', '7', 1)");

        assertThat(guarded.outbox()).containsExactly(" → " + key("h", "7"));
        assertThat(guarded.state().unrecorded()).isEmpty();
    }

    @Test
    void aTableThatIsAttachedWithRowsIsNamed() throws Exception {
        guarded.armed(Owner.TARGET);
        guarded.engine(
                "create table high2 (like things)",
                "insert into high2 values ('h', '7', 1)",
                "alter table high attach partition high2 for values from ('5') to ('9')");

        assertThat(guarded.state().unrecorded()).singleElement().asString().contains("public.high2 held rows");
        // Putting the guard back makes nothing good.
        Guard.arm(guarded.table);
        assertThat(guarded.state().isWhole()).isTrue();
        assertThat(guarded.state().unrecorded()).singleElement().asString().contains("public.high2 held rows");
    }

    @Test
    void aTableThatIsMadeFilledAndAttachedInOneTransactionIsNamed() throws Exception {
        guarded.armed(Owner.TARGET);
        guarded.engine(
                "begin",
                "create table high2 (like things)",
                "insert into high2 values ('h', '7', 1)",
                "alter table high attach partition high2 for values from ('5') to ('9')",
                "commit");

        assertThat(guarded.state().unrecorded()).singleElement().asString().contains("public.high2 held rows");
    }

    @Test
    void aPartitionThatIsDetachedOrDroppedIsNamed() throws Exception {
        guarded.armed(Owner.TARGET);

        guarded.engine("alter table things detach partition low");
        assertThat(guarded.state().unrecorded())
                .singleElement()
                .asString()
                .contains("public.low was detached or dropped");
        guarded.engine("drop table high1");
        assertThat(guarded.state().unrecorded()).hasSize(2);
    }

    @Test
    void aPartitionThatWasAwayForAWhileIsNamed() throws Exception {
        guarded.armed(Owner.TARGET);
        guarded.engine(
                "alter table things detach partition low",
                "delete from low",
                "alter table things attach partition low for values from ('a') to ('g')");

        assertThat(guarded.outbox()).isEmpty();
        assertThat(guarded.state().unrecorded())
                .singleElement()
                .asString()
                .contains("public.low were off, or replaced");
    }

    @Test
    void aNewPartitionThatWasTruncatedIsNamed() throws Exception {
        guarded.armed(Owner.TARGET);
        guarded.engine("create table high2 partition of high for values from ('5') to ('9')", "truncate high2");

        assertThat(guarded.state().unrecorded())
                .singleElement()
                .asString()
                .contains("public.high2 was truncated or rewritten");
    }

    @Test
    void truncateOfATableOrAPartitionIsRefused() throws Exception {
        guarded.armed(Owner.TARGET);
        for (var table : new String[] {"things", "low", "high", "high1"}) {
            assertThatThrownBy(() -> guarded.engine("truncate " + table)).hasMessageContaining("Cannot truncate");
        }
    }

    @Test
    void aTriggerThatWasOffIsNamedAlsoWhenItIsOnAgain() throws Exception {
        guarded.armed(Owner.TARGET);
        guarded.engine("alter table low disable trigger tailrace_recorder");
        assertThat(guarded.state().lacking()).singleElement().asString().contains("low has 2 of its 3");
        guarded.engine("alter table low enable always trigger tailrace_recorder");

        assertThat(guarded.state().lacking()).isEmpty();
        assertThat(guarded.state().unrecorded())
                .singleElement()
                .asString()
                .contains("public.low were off, or replaced");
    }

    @Test
    void aTriggerThatIsNotAlwaysOnIsMissing() throws Exception {
        guarded.arm();
        guarded.engine("alter table things enable trigger tailrace_guard");
        assertThat(guarded.state().isWhole()).isFalse();

        Guard.arm(guarded.table);

        assertThat(guarded.state().isWhole()).isTrue();
    }

    @Test
    void whileTheSourceOwnsTheDataTheGuardBeginsAfresh() throws Exception {
        guarded.arm();
        guarded.engine("alter table things detach partition low");
        assertThat(guarded.state().unrecorded()).hasSize(1);

        Guard.arm(guarded.table);

        assertThat(guarded.state().unrecorded()).isEmpty();
    }

    @Test
    void aRetiredPartitionIsRecordedAndDetached() throws Exception {
        guarded.armed(Owner.TARGET);

        guarded.engine("select tailrace.retire('high')", "drop table high");

        assertThat(guarded.outbox()).containsExactly(key("h", "1") + " → ");
        assertThat(guarded.state()).isEqualTo(new GuardState(true, List.of(), List.of(), List.of()));
    }

    @Test
    void aRetiredPartitionIsAnOrdinaryTable() throws Exception {
        guarded.armed(Owner.TARGET);

        guarded.engine("select tailrace.retire('low')", "insert into low values ('b', '2')", "truncate low");

        assertThat(guarded.outbox()).containsExactly(key("a", "1") + " → ");
    }

    @Test
    void noPartitionIsRetiredWhileTheSourceOwnsTheData() throws Exception {
        guarded.arm();
        assertThatThrownBy(() -> guarded.engine("select tailrace.retire('low')"))
                .hasMessageContaining("does not own its data");
        assertThatThrownBy(() -> guarded.engine("select tailrace.retire('things')"))
                .hasMessageContaining("no partition");
    }
}
