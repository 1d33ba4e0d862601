package dev.tailrace.activities.verification;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.capture.Tokens;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.verify.ComparedStores;
import dev.tailrace.verify.SourceReader;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What one run of a verification works with, whatever its level. For one attempt. */
final class RunContext {
    private final LoadedTable table;
    private final Pass pass;
    private final Request request;
    private final InPlace inPlace;
    private final ReadMeter meter;
    private final Heartbeat heartbeat;
    private final @Nullable TokenProof tokenProof;
    private final @Nullable ComparedStores given;

    /** One that reads from elsewhere. */
    RunContext(LoadedTable table, Pass pass, Request request, InPlace inPlace, ComparedStores stores) {
        this.table = table;
        this.pass = pass;
        this.request = request;
        this.inPlace = inPlace;
        heartbeat = inPlace.heartbeat();
        meter = new ReadMeter(ReadBudget.of(table.capacity(), heartbeat, inPlace), ReadMeter.Read.NOTHING);
        tokenProof = null;
        given = stores;
    }

    /** @param before what attempts before have read at the source */
    RunContext(
            LoadedTable table,
            Pass pass,
            Request request,
            EngineOptions options,
            Heartbeat heartbeat,
            ReadMeter.Read before) {
        this.table = table;
        this.pass = pass;
        this.request = request;
        this.heartbeat = heartbeat;
        inPlace = new InPlace(heartbeat, options.timeouts());
        meter = new ReadMeter(ReadBudget.of(table.capacity(), heartbeat, inPlace), before);
        tokenProof = request.tokens()
                ? new TokenProof(road(), heartbeat, inPlace, options.poll(), TokenProof.LONGEST_WAIT)
                : null;
        given = null;
    }

    LoadedTable table() {
        return table;
    }

    Pass pass() {
        return pass;
    }

    Request request() {
        return request;
    }

    InPlace inPlace() {
        return inPlace;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** What the run has read at the source so far. */
    ReadMeter.Read read() {
        return meter.read();
    }

    SourceReader source() {
        return new ScannedSource(table.source(), meter, inPlace, pass.window());
    }

    ComparedStores stores() {
        if (given != null) {
            return given;
        }
        return new ComparedStores(
                table.mapper(),
                table.keys(),
                table.source().expiry(),
                source(),
                new TargetScan(table, heartbeat, inPlace),
                new PassQuarantine(table.target(), pass.id(), inPlace),
                tokenProof == null ? new TimeProof(heartbeat, TimeProof.WAIT) : tokenProof);
    }

    /** The newest token that was seen to be applied; null without one. */
    @Nullable
    Long token() {
        return tokenProof == null ? null : tokenProof.arrived();
    }

    /** @throws Gap the one that was found while a token was waited for */
    void checkGap() throws Gap {
        if (tokenProof != null && tokenProof.gap() != null) {
            throw tokenProof.gap();
        }
    }

    private TokenProof.TokenRoad road() {
        return new TokenProof.TokenRoad() {
            @Override
            public long send() throws SQLException {
                return Tokens.send(table, pass);
            }

            @Override
            public int missing(long number) throws SQLException, Gap {
                return Tokens.missing(table, pass, number);
            }
        };
    }
}
