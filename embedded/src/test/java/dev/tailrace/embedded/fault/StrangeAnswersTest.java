package dev.tailrace.embedded.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.mappers.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation in turn is answered as no DynamoDB does, through a migration's whole life. That is nobody's internal error, it
 * loses nothing, and where only notes of a plan hang on it the plan goes on.
 */
@Tag("stack")
@Timeout(300)
@ExtendWith(StackExtension.class)
class StrangeAnswersTest {
    private static final List<String> OPERATIONS = List.of(
            "DescribeTable",
            "DescribeTimeToLive",
            "DescribeKinesisStreamingDestination",
            "DescribeStream",
            "UpdateTable",
            "Scan",
            "GetItem",
            "BatchGetItem",
            "Query",
            "PutItem",
            "DeleteItem",
            "GetShardIterator",
            "GetRecords");

    /** The others are nothing to a plan, or only to its notes. */
    private static final Set<String> NEEDED_BY_A_PLAN = Set.of("DescribeTable", "Scan");

    /** What comes instead of an answer. */
    enum Strange {
        UNKNOWN_OPERATION_WITHOUT_A_CODE(400, "application/json", "{\"message\": \"Unknown operation.\"}"),
        ACCESS_DENIED(
                400,
                "application/x-amz-json-1.0",
                "{\"__type\": \"com.amazon.coral.service#AccessDeniedException\", \"Message\": \"not authorized\"}"),
        REFUSED_WITHOUT_A_BODY(400, "application/json", ""),
        PAGE_OF_A_PROXY(200, "text/html", "<html><body>Sign in</body></html>"),
        BAD_GATEWAY(502, "text/html", "<html><body>502 Bad Gateway</body></html>"),
        NOTHING(200, "application/x-amz-json-1.0", "");

        final HttpProxy.Answer answer;

        Strange(int status, String type, String body) {
            answer = new HttpProxy.Answer(status, type, body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noAnswerIsAnInternalError(Strange strange, Stack stack, @TempDir Path folder) throws Exception {
        for (var operation : OPERATIONS) {
            try (var life = new StrangeLife(stack, folder, operation, strange.answer)) {
                assertPlanned(operation, life.plan());
                var problems = life.live();

                assertThat(problems.values())
                        .as("%s instead of %s", strange, operation)
                        .extracting(Problem::code)
                        .allMatch(code -> code.startsWith("TR-S"));
                assertThat(life.lanesDoneByAccident()).as(operation).isZero();
            }
        }
    }

    private static void assertPlanned(String operation, TablePlan plan) {
        switch (plan) {
            case TablePlan.Ready ready -> assertThat(NEEDED_BY_A_PLAN).doesNotContain(operation);
            case TablePlan.Refused refused -> {
                assertThat(NEEDED_BY_A_PLAN).contains(operation);
                assertThat(refused.problems()).extracting(Problem::code).allMatch(code -> code.startsWith("TR-S"));
            }
        }
    }
}
