package dev.tailrace.activities.verification;

import dev.tailrace.activities.plan.VerificationPrice;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/**
 * About how many read units a run will take, said before it reads anything: by what the pass's copy took, as a copy and a comparison read
 * the same. What is looked at again because it changed meanwhile comes on top. Stateless; thread-safe.
 */
final class ExpectedUnits {
    private static final String COPIED = """
            select coalesce(sum(l.scanned), 0), coalesce(sum(l.consumed_units), 0) * case when p.consistent then 1 else 2 end,
                   (select coalesce(sum(t.marks), 0) from tailrace.touched t where t.pass_id = p.id and t.generation >= p.marks_since)
              from tailrace.pass p left join tailrace.lane l on l.pass_id = p.id and l.kind = 'segment'
             where p.id = ? group by p.id""";

    private ExpectedUnits() {}

    /** Empty where the copy's units are not known: the service did not say, or the pass copied nothing. */
    static OptionalLong of(DSLContext sql, Request request) {
        var copied = sql.fetchSingle(COPIED, request.passId());
        long items = copied.get(0, Long.class);
        double units = copied.get(1, Double.class);
        if (items == 0 || units == 0) {
            return OptionalLong.empty();
        }
        var options = request.options();
        return OptionalLong.of(
                switch (options.level()) {
                    case FULL, COUNT -> Math.round(Math.ceil(units));
                    case SAMPLE -> price(items, units, options).sample();
                    case TOUCHED -> price(items, units, options).ofTouched(copied.get(2, Long.class));
                });
    }

    private static VerificationPrice price(long items, double units, VerificationOptions options) {
        long bytes = Math.round(units * VerificationPrice.UNIT_BYTES);
        return VerificationPrice.of(items, bytes, options.shareInForce(), options.confidenceInForce());
    }
}
