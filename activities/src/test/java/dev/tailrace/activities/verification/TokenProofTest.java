package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.verification.TokenProof.TokenRoad;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.verify.CaptureProof.Evidence;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

@Timeout(90)
class TokenProofTest {
    private static final Duration POLL = Duration.ofMillis(1);

    @Test
    void aTokenThatArrivesEverywhereIsProof() throws InterruptedException {
        var road = new Road(3);
        assertThat(proof(road, Duration.ofMinutes(1)).await()).isEqualTo(Evidence.TOKEN);
        assertThat(road.asked).isEqualTo(4);
    }

    @Test
    void eachProofIsATokenOfItsOwn() throws InterruptedException {
        var road = new Road(0);
        var proof = proof(road, Duration.ofMinutes(1));
        proof.await();
        proof.await();
        assertThat(road.sent).isEqualTo(2);
    }

    @Test
    void aTokenThatDoesNotArriveProvesNothing() throws InterruptedException {
        var proof = proof(new Road(Integer.MAX_VALUE), Duration.ofMillis(20));
        assertThat(proof.await()).isEqualTo(Evidence.NONE);
        assertThat(proof.gap()).isNull();
    }

    @Test
    void aGapIsKept() throws InterruptedException {
        var gap = new Gap(Problem.of(Code.C010, "shard", "trimmed"));
        var proof = proof(
                new Road(0) {
                    @Override
                    public int missing(long number) throws Gap {
                        throw gap;
                    }
                },
                Duration.ofMinutes(1));
        assertThat(proof.await()).isEqualTo(Evidence.NONE);
        assertThat(proof.gap()).isSameAs(gap);
    }

    @Test
    void aDatabaseThatIsDownIsSaidToBe() {
        var down = new SQLException("down", "08006");
        var proof = proof(
                new Road(0) {
                    @Override
                    public long send() throws SQLException {
                        throw down;
                    }
                },
                Duration.ofMinutes(1));
        assertThatThrownBy(proof::await).isInstanceOf(DataAccessException.class).hasCause(down);
    }

    @Test
    void aTokenIsFollowedThoughLooksFailNowAndThen() throws InterruptedException {
        var road = new Road(3) {
            private int failed;

            @Override
            public long send() throws SQLException {
                fail();
                return super.send();
            }

            @Override
            public int missing(long number) throws Gap {
                if (failed++ % 2 == 0) {
                    throw LimitExceededException.builder()
                            .statusCode(400)
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode("LimitExceededException")
                                    .build())
                            .build();
                }
                return super.missing(number);
            }

            private void fail() throws SQLException {
                if (failed++ % 2 == 0) {
                    throw new SQLException("the connection was lost", "08006");
                }
            }
        };
        var inPlace = new InPlace(Heartbeat.none(), Duration.ofSeconds(10));
        assertThat(new TokenProof(road, Heartbeat.none(), inPlace, POLL, Duration.ofMinutes(1)).await())
                .isEqualTo(Evidence.TOKEN);
        assertThat(road.sent).isEqualTo(1);
        assertThat(road.asked).isEqualTo(4);
    }

    @Test
    void aStopEndsTheWait() {
        var stopped = new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return true;
            }

            @Override
            public void close() {}
        };
        var proof = new TokenProof(
                new Road(Integer.MAX_VALUE),
                stopped,
                new InPlace(stopped, Duration.ofMinutes(2)),
                POLL,
                Duration.ofMinutes(1));
        assertThatThrownBy(proof::await).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> new TimeProof(stopped, Duration.ofMinutes(1)).await())
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void withoutTokensTimeIsNoMoreThanTime() throws InterruptedException {
        assertThat(new TimeProof(Heartbeat.none(), POLL).await()).isEqualTo(Evidence.TIME);
    }

    private static TokenProof proof(TokenRoad road, Duration limit) {
        return new TokenProof(road, Heartbeat.none(), new InPlace(Heartbeat.none(), Duration.ZERO), POLL, limit);
    }

    /** Shows a token after some asking. */
    private static class Road implements TokenRoad {
        private final int polls;
        int asked;
        int sent;

        Road(int polls) {
            this.polls = polls;
        }

        @Override
        public long send() throws SQLException {
            return ++sent;
        }

        @Override
        public int missing(long number) throws Gap {
            return asked++ < polls ? 1 : 0;
        }
    }
}
