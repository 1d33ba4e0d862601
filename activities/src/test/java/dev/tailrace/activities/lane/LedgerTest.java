package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableRef;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator said last holds, whatever an attempt does that was frozen and wakes up late. */
@Tag("stack")
@Timeout(60)
class LedgerTest {
    private static final TableRef ORDERS = new TableRef("m", "Orders", "env:TARGET_URL");
    private DataSource database;

    @BeforeEach
    void register() throws SQLException {
        database = Bench.database();
        var sql = DSL.using(database, SQLDialect.POSTGRES);
        sql.execute("insert into tailrace.migration (name, workflow_id, file, digest) values ('m', 'm', '{}', '')");
        sql.execute("insert into tailrace.source_table (migration, name) values ('m', 'Orders')");
    }

    @Test
    void aFrozenAttemptDoesNotUndoALaterPause() throws SQLException {
        var resume = new Steering(ORDERS, 10, false, false, null, null, null);
        Ledger.steer(database, new Steering(ORDERS, 9, true, true, null, null, null));
        Ledger.steer(database, resume);
        Ledger.steer(database, new Steering(ORDERS, 11, true, null, 500.0, null, null));
        Ledger.steer(database, resume);
        assertThat(steering()).isEqualTo("copy true capture false units 500 window -");
    }

    @Test
    void eachChangesWhatItNamesAndASecondTimeNothing() throws SQLException {
        Ledger.steer(database, new Steering(ORDERS, 1, true, null, null, null, null));
        var pace = new Steering(ORDERS, 2, null, null, 250.0, 4, null);
        Ledger.steer(database, pace);
        Ledger.steer(database, pace);
        assertThat(steering()).isEqualTo("copy true capture false units 250 window 4");
    }

    private String steering() {
        return DSL.using(database, SQLDialect.POSTGRES).fetchSingle("""
                        select format('copy %s capture %s units %s window %s', copy_paused::text, capture_paused::text,
                                      coalesce(units_per_second::text, '-'), coalesce(copy_window::text, '-'))
                          from tailrace.source_table""").get(0, String.class);
    }
}
