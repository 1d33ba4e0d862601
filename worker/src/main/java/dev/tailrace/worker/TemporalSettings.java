package dev.tailrace.worker;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the environment says of the connection to Temporal, checked: what is wrong is said with the variable and what to write. */
final class TemporalSettings {
    /** As a browser has it. gRPC's own schemes, dns:///host:7233, may stand. */
    private static final Pattern URL = Pattern.compile("(?i)(https?|grpcs?|tcp)://([^/]*)/?.*");

    private TemporalSettings() {}

    /** Whole seconds, at least one. */
    static Duration seconds(Map<String, String> environment, String variable, Duration otherwise) {
        var stated = environment.get(variable);
        if (stated == null) {
            return otherwise;
        }
        if (!stated.strip().matches("[1-9][0-9]{0,8}")) {
            throw wrong(
                    variable + "=" + stated,
                    "It is not a number of seconds.",
                    "Write a whole number: " + variable + "=30");
        }
        return Duration.ofSeconds(Long.parseLong(stated.strip()));
    }

    /** @param address null: the default */
    static void checkAddress(@Nullable String address) {
        var url = URL.matcher(address == null ? "" : address);
        if (url.matches()) {
            var host = url.group(2).contains(":") ? url.group(2) : url.group(2) + ":7233";
            var tls = url.group(1).toLowerCase(java.util.Locale.ROOT).endsWith("s") ? " TEMPORAL_TLS=true" : "";
            throw wrong(
                    "TEMPORAL_ADDRESS=" + address,
                    "It is the address of a web page; Temporal's has no scheme.",
                    "Write host and port: TEMPORAL_ADDRESS=" + host + tls);
        }
    }

    static ProblemException unusable(Exception e) {
        return wrong(
                "the settings of Temporal",
                String.valueOf(e.getMessage()),
                "Correct TEMPORAL_*, or the profile that TEMPORAL_CONFIG_FILE and TEMPORAL_PROFILE name.");
    }

    private static ProblemException wrong(String what, String why, String fix) {
        return new ProblemException(Problem.of(Code.W020, what, why, fix));
    }
}
