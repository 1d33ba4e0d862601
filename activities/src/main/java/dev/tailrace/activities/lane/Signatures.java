package dev.tailrace.activities.lane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.workflows.table.TableActivities.QuarantineAcceptance;
import dev.tailrace.workflows.table.TableActivities.VerdictApproval;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What people answer for by name: what is in quarantine, a verdict. Each once, whatever is retried; nothing once the pass is closed. */
public final class Signatures {
    private Signatures() {}

    /**
     * Accepts what is in quarantine at this moment. One statement reads the set, its digest and its keys: an item that comes in
     * between is in all of them or in none. Returns its event; null once the pass is closed.
     */
    public static @Nullable TrailHead accept(DataSource control, QuarantineAcceptance acceptance) throws SQLException {
        var event = Transaction.run(control, Commit.QUARANTINE_ACCEPTED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            if (!Passes.lockOpen(sql, acceptance.passId())) {
                return Optional.<TrailHead>empty();
            }
            var accepted = sql.fetchOptional(
                    """
                    with there as materialized (
                           select key_digest from tailrace.quarantine where pass_id = ?),
                         made as (
                           insert into tailrace.acceptance (pass_id, id, digest, keys, accepted_by, reason)
                           select ?, ?, encode(sha256(convert_to(coalesce(
                                        string_agg(key_digest, E'\\n' order by key_digest collate "C"), ''), 'UTF8')), 'hex'),
                                  count(*), ?, ?
                             from there
                           on conflict (pass_id, id) do nothing
                           returning pass_id, id, digest, keys),
                         named as (
                           insert into tailrace.accepted_key (pass_id, id, key_digest)
                           select made.pass_id, made.id, there.key_digest from made, there)
                    select digest, keys from made""",
                    acceptance.passId(),
                    acceptance.passId(),
                    acceptance.id(),
                    acceptance.by(),
                    acceptance.reason());
            var once = "accept/" + acceptance.id();
            if (accepted.isEmpty()) {
                return Optional.ofNullable(
                        Audit.find(connection, acceptance.table().migration(), once));
            }
            var payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("digest", accepted.get().get(0, String.class))
                    .put("keys", accepted.get().get(1, Long.class))
                    .put("reason", acceptance.reason());
            return Optional.of(Audit.append(
                            connection,
                            NewEvent.of(acceptance.table(), EventType.QUARANTINE_ACCEPTED, once)
                                    .by(acceptance.by())
                                    .with(payload))
                    .trail());
        });
        return event.orElse(null);
    }

    /** Records an approval. Returns its event; null once the pass is closed. */
    public static @Nullable TrailHead approve(DataSource control, VerdictApproval approval) throws SQLException {
        var event = Transaction.run(control, Commit.VERDICT_APPROVED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            if (!Passes.lockOpen(sql, approval.passId())) {
                return Optional.<TrailHead>empty();
            }
            sql.execute("""
                    insert into tailrace.approval (pass_id, id, digest, approved_by, reason) values (?, ?, ?, ?, ?)
                    on conflict (pass_id, id) do nothing""", approval.passId(), approval.id(), approval.digest(), approval.by(), approval.reason());
            return Optional.of(Audit.append(
                            connection,
                            NewEvent.of(approval.table(), EventType.VERDICT_APPROVED, "approve/" + approval.id())
                                    .by(approval.by())
                                    .with("digest", approval.digest())
                                    .with("reason", approval.reason()))
                    .trail());
        });
        return event.orElse(null);
    }
}
