package dev.tailrace.activities.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LakebaseLoginsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = Instant.parse("2026-11-30T10:00:00Z");
    private Duration lifetime = HOUR;
    private @Nullable Ends busy;
    private int tokens;

    private final LakebaseService service = new LakebaseService() {
        @Override
        public String host() {
            return "ep-prod.database.example.com";
        }

        @Override
        public String user() {
            return "7c2b1f5e-3d0a";
        }

        @Override
        public Token token() throws ConnectFailed {
            if (busy != null) {
                throw new ConnectFailed(Problem.of(Code.T013, "endpoint", "503"), busy, null);
            }
            tokens++;
            return new Token("token-" + tokens, now.plus(lifetime));
        }
    };

    @Test
    void aTokenServesUntilSomeMinutesBeforeItExpires() throws Exception {
        var logins = logins(null, "verify-full");
        var first = logins.next();
        assertThat(first.password()).isEqualTo("token-1");
        assertThat(first.user()).isEqualTo("7c2b1f5e-3d0a");
        assertThat(first.jdbcUrl())
                .startsWith("jdbc:postgresql://ep-prod.database.example.com/shop?")
                .contains("sslmode=verify-full", "DefaultJavaSSLFactory");
        assertThat(first.toString()).doesNotContain("token");

        now = now.plus(Duration.ofMinutes(54));
        assertThat(logins.next()).isEqualTo(first);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(logins.next().password()).isEqualTo("token-2");
    }

    @Test
    void aShortLifeIsUsedToThreeQuarters() throws Exception {
        lifetime = Duration.ofSeconds(4);
        var logins = logins(null, "require");
        logins.next();
        now = now.plus(Duration.ofMillis(2_900));
        assertThat(logins.next().password()).isEqualTo("token-1");
        now = now.plus(Duration.ofMillis(100));
        assertThat(logins.next().password()).isEqualTo("token-2");
    }

    @Test
    void whileDatabricksIsBusyTheOldTokenServesToItsEnd() throws Exception {
        var logins = logins(null, "verify-full");
        logins.next();
        busy = Ends.BY_ITSELF;
        now = now.plus(Duration.ofMinutes(58));
        assertThat(logins.next().password()).isEqualTo("token-1");
        now = now.plus(Duration.ofMinutes(2));
        assertThatExceptionOfType(ConnectFailed.class).isThrownBy(logins::next).returns(true, ConnectFailed::passes);
    }

    @Test
    void aRefusedTokenIsMadeAnewUnlessItIsNew() throws Exception {
        var logins = logins(null, "verify-full");
        var first = logins.next();
        logins.refused(first);
        assertThat(logins.next())
                .as("a role that is missing asks for no token a second")
                .isEqualTo(first);
        now = now.plus(Duration.ofMinutes(1));
        logins.refused(first);
        assertThat(logins.next().password()).isEqualTo("token-2");
    }

    @Test
    void anotherWayToItIsTheSameDatabase() throws Exception {
        var direct = logins(null, "verify-full");
        var tunnel = logins("localhost:6543", "require");
        var login = tunnel.next();
        assertThat(login.servers()).containsExactly(new PostgresAddress.Server("localhost", 6543));
        assertThat(tunnel.identity(login))
                .isEqualTo(direct.identity(direct.next()))
                .isEqualTo("ep-prod.database.example.com/shop");
    }

    private LakebaseLogins logins(@Nullable String host, String sslmode) {
        var database = new Database.Lakebase(
                "projects/shop/branches/production/endpoints/primary", "shop", null, host, sslmode);
        return new LakebaseLogins(database, service, () -> now);
    }
}
