package dev.tailrace.activities.quarantine;

import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What is in quarantine and was accepted by name. */
public final class AcceptedSet {
    private AcceptedSet() {}

    /**
     * An acceptance that holds.
     *
     * @param digest of the set that was accepted: SHA-256 of its sorted key digests, with a newline between them
     * @param keys how many that were
     * @param present how many items are in quarantine now, all of them of that set
     */
    public record Accepted(String digest, long keys, long present, String by, String reason, Instant at) {}

    /**
     * The last acceptance, if it holds: every item that is in quarantine now was there when it was made. One more item, and it is
     * void; one that has left takes nothing away. Empty, too, where nothing was accepted.
     */
    public static Optional<Accepted> of(Connection connection, long passId) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional("""
                        select a.digest, a.keys, (select count(*) from tailrace.quarantine q where q.pass_id = a.pass_id),
                               a.accepted_by, a.reason, a.at
                          from (select * from tailrace.acceptance where pass_id = ? order by number desc limit 1) a
                         where not exists (
                                 select from tailrace.quarantine q
                                  where q.pass_id = a.pass_id and not exists (
                                          select from tailrace.accepted_key k
                                           where k.pass_id = a.pass_id and k.id = a.id and k.key_digest = q.key_digest))""", passId)
                .map(row -> new Accepted(
                        row.get(0, String.class),
                        row.get(1, Long.class),
                        row.get(2, Long.class),
                        row.get(3, String.class),
                        row.get(4, String.class),
                        row.get(5, OffsetDateTime.class).toInstant()));
    }
}
