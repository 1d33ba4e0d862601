package dev.tailrace.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.postgres.connection.HealedByReconnecting;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FailureClassifierTest {
    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400, TR-S006",
        "ThrottlingException, 400, TR-S006",
        "RequestLimitExceeded, 400, TR-S006",
        "LimitExceededException, 400, TR-S006",
        "InternalServerError, 500, TR-S002",
        "ServiceUnavailable, 503, TR-S002",
        "ResourceInUseException, 400, TR-S007"
    })
    void aServiceThatIsBusyStallsTheWork(String error, int status, String code) {
        assertThat(FailureClassifier.of(service(error, status), "table Orders"))
                .isInstanceOfSatisfying(Turn.Stalled.class, t -> {
                    assertThat(t.problem().code()).isEqualTo(code);
                    assertThat(t.problem().what()).isEqualTo("table Orders");
                    assertThat(t.problem().why()).isEqualTo(error + ": words of the service");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400, TR-S003",
        "UnrecognizedClientException, 400, TR-S003",
        "ExpiredTokenException, 400, TR-S003",
        "Forbidden, 403, TR-S003",
        "ResourceNotFoundException, 400, TR-S001",
        "ValidationException, 400, TR-S008"
    })
    void aServiceThatRefusesBlocksIt(String error, int status, String code) {
        assertThat(blocked(service(error, status)).code()).isEqualTo(code);
    }

    @Test
    void aControlSchemaThatIsGoneIsToldApartFromATableThatIs() {
        assertThat(blocked(new SQLException("relation \"tailrace.pass\" does not exist", "42P01"))
                        .code())
                .isEqualTo("TR-T011");
        assertThat(blocked(new SQLException("schema \"tailrace\" does not exist", "3F000"))
                        .code())
                .isEqualTo("TR-T011");
        assertThat(blocked(new SQLException("relation \"shop.tailrace\" does not exist", "42P01"))
                        .code())
                .isEqualTo("TR-T007");
        assertThat(blocked(new SQLException("relation \"tailrace_runs\" does not exist", "42P01"))
                        .code())
                .isEqualTo("TR-T007");
    }

    @Test
    void aServiceThatDoesNotAnswerStallsIt() {
        var thrown = SdkClientException.create("Unable to execute HTTP request: Connect to localhost:1 failed");
        assertThat(stalled(thrown).code()).isEqualTo("TR-S002");
    }

    @Test
    void missingCredentialsAndRegionBlockIt() {
        assertThat(blocked(SdkClientException.create("Unable to load credentials from any of the providers")))
                .returns("TR-S009", Problem::code);
        assertThat(blocked(SdkClientException.create("Unable to load region from any of the providers")))
                .returns("TR-S010", Problem::code)
                .extracting(Problem::fix)
                .asString()
                .contains("source.dynamodb.region");
    }

    @Test
    void anUnknownHostIsNamed() {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        try (var stores = new Stores(StoreTimeouts.local())) {
            var source = new StoreSpec.DynamoDb("us-east-1", "http://dynamodb.nowhere.invalid:8000");
            assertThat(stalled(catchThrowable(
                            () -> stores.dynamoDb().tables(source).listTables())))
                    .returns("TR-S002", Problem::code)
                    .returns("No address is known for the host dynamodb.nowhere.invalid", Problem::why);
        }
    }

    @Test
    void anErrorWithoutCodeAndWordsIsToldByItsStatus() {
        var none = DynamoDbException.builder().statusCode(400).build();
        assertThat(blocked((Throwable) none))
                .returns("TR-S008", Problem::code)
                .returns("HTTP status 400", Problem::why);
        var empty = DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().build())
                .build();
        assertThat(blocked((Throwable) empty).why()).isEqualTo("HTTP status 400");
    }

    @Test
    void anotherServiceAtTheAddressIsSaidToBeOne() {
        assertThat(stalled(service("UnknownOperationException", 400)).code()).isEqualTo("TR-S011");
        assertThat(stalled(unreadable(new IllegalStateException("a page"))).code())
                .isEqualTo("TR-S011");
    }

    @Test
    void aConnectionThatBreaksAmidAnAnswerIsTheNetwork() {
        assertThat(stalled(unreadable(new IOException("Premature end"))).code()).isEqualTo("TR-S002");
    }

    private static SdkClientException unreadable(Exception why) {
        return SdkClientException.create("Unable to unmarshall response (" + why.getMessage() + ")", why);
    }

    @ParameterizedTest
    @CsvSource({
        "08001, TR-T001",
        "08006, TR-T001",
        "40001, TR-T001",
        "40P01, TR-T001",
        "53300, TR-T001",
        "57P01, TR-T001",
        "25P03, TR-T001",
        "25P04, TR-T001",
        "55P03, TR-T015",
        "57014, TR-T015"
    })
    void statesThatPassByThemselvesStallIt(String state, String code) {
        assertThat(stalled(new SQLException("words", state)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"25006, TR-T016", "26000, TR-T001", "42P05, TR-T001"})
    void whatAnotherConnectionHealsStallsItAndEndsThisOne(String state, String code) {
        var error = new SQLException("words", state);
        assertThat(stalled(error).code()).isEqualTo(code);
        assertThat(new HealedByReconnecting().adjudicate(error)).isEqualTo(SQLExceptionOverride.Override.MUST_EVICT);
    }

    @Test
    void aStatementThatWasPreparedBeforeItsTableChangedIsPreparedAnew() {
        var error = new PSQLException(new ServerErrorMessage(
                "SERROR\0C0A000\0Mcached plan must not change result type\0RRevalidateCachedQuery\0"));
        assertThat(stalled(error).code()).isEqualTo("TR-T001");
        assertThat(blocked(new SQLException("not supported", "0A000")).code()).isEqualTo("TR-T007");
    }

    @Test
    void anErrorOfTheWorkLeavesItsConnection() {
        assertThat(new HealedByReconnecting().adjudicate(new SQLException("words", "23514")))
                .isEqualTo(SQLExceptionOverride.Override.CONTINUE_EVICT);
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, TR-T002",
        "28000, TR-T002",
        "08004, TR-T002",
        "42501, TR-T005",
        "3D000, TR-T007",
        "42P01, TR-T007"
    })
    void otherStatesBlockIt(String state, String code) {
        assertThat(blocked(new SQLException("words", state)).code()).isEqualTo(code);
    }

    @Test
    void aPoolsTimeoutIsToldByItsCause() {
        var wrong = new SQLException("FATAL: password authentication failed for user \"app\"", "28P01");
        var timeout = new SQLTransientConnectionException("pool - Connection is not available", null, wrong);
        assertThat(blocked(new IllegalStateException(timeout)).why())
                .isEqualTo("SQLSTATE 28P01: FATAL: password authentication failed for user \"app\"");
        assertThat(stalled(new SQLTransientConnectionException("all connections are busy"))
                        .why())
                .isEqualTo("all connections are busy");
    }

    @Test
    void aConnectionThatIsClosedUnderItsUserStallsIt() {
        assertThat(stalled(new SQLException("Connection is closed")).code()).isEqualTo("TR-T001");
    }

    @Test
    void noSecretAndNoRowIsRepeated() {
        var row = new PSQLException(new ServerErrorMessage(
                "SERROR\0C23514\0Mnew row violates check constraint\0DFailing row contains (4711, Alice)\0"));
        assertThat(blocked(row).why()).isEqualTo("SQLSTATE 23514: new row violates check constraint");
        var url = new SQLException("Cannot parse postgresql://app:hunter2@host/db?password=hunter2&ssl=true", "42601");
        assertThat(blocked(url).describe()).doesNotContain("hunter2").contains("://…@host", "password=…&ssl=true");
        var signature = DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("InvalidSignatureException")
                        .errorMessage("The signature does not match.\n\nx-amz-security-token:hunter2")
                        .build());
        assertThat(blocked((Throwable) signature.statusCode(400).build()).why()).doesNotContain("hunter2");
    }

    @Test
    void aValueThatPostgresQuotesIsNotRepeated() {
        var value = new PSQLException(
                new ServerErrorMessage("SERROR\0C22P02\0Minvalid input syntax for type integer: \"Alice\"\0"));
        assertThat(blocked(value).describe()).contains("SQLSTATE 22P02").doesNotContain("Alice");
        assertThat(FailureClassifier.quotesAValue(new IllegalStateException(value)))
                .isTrue();
        assertThat(FailureClassifier.quotesAValue(new SQLException("FATAL: too many clients", "53300")))
                .isFalse();
    }

    @Test
    void aReferenceThatLeadsNowhereBlocksIt() {
        var thrown = catchThrowable(() -> PostgresAddress.resolve("env:NOT_SET_ANYWHERE"));
        assertThat(blocked(new IllegalStateException(thrown)))
                .returns("TR-F008", Problem::code)
                .returns("env:NOT_SET_ANYWHERE", Problem::what);
    }

    @Test
    void aBugIsSaidToBeOneWithoutItsWords() {
        var problem = blocked(new IllegalStateException("hunter2"));
        assertThat(problem.code()).isEqualTo("TR-X001");
        assertThat(problem.why()).isEqualTo("java.lang.IllegalStateException, see the worker's log");
    }

    private static Throwable service(String error, int status) {
        var details = AwsErrorDetails.builder().errorCode(error).errorMessage("words of the service");
        return DynamoDbException.builder()
                .awsErrorDetails(details.build())
                .statusCode(status)
                .build();
    }

    private static Problem stalled(Throwable thrown) {
        return ((Turn.Stalled) FailureClassifier.of(thrown, "table Orders")).problem();
    }

    private static Problem blocked(Throwable thrown) {
        return ((Turn.Blocked) FailureClassifier.of(thrown, "table Orders")).problem();
    }
}
