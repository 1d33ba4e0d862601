package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be taken back is asked about first. */
class ConsentTest {
    private static final List<String> LOST = List.of("Orders: the target table orders is emptied");

    @ParameterizedTest
    @ValueSource(strings = {"y", "Yes", " YES "})
    void aYesIsConsent(String answer) {
        assertThatCode(() -> Consent.ask(LOST, "tailrace abort shop", Optional.of(question -> answer)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "yeah", "shop"})
    void anythingElseIsNone(String answer) {
        assertThatThrownBy(() -> Consent.ask(LOST, "tailrace abort shop", Optional.of(question -> answer)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(ExitCode.of(failure.problems())).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.getMessage()).contains("TR-W011", "Nothing was done");
                });
    }

    @Test
    void anEndOfTheInputIsNone() {
        assertThatThrownBy(() -> Consent.ask(LOST, "tailrace abort shop", Optional.of(question -> null)))
                .isInstanceOf(Failure.class);
    }

    @Test
    void theQuestionSaysWhatIsLost() {
        Consent.ask(LOST, "tailrace abort shop", Optional.of(question -> {
            assertThat(question).startsWith(LOST.getFirst()).endsWith("Go on? [y/N] ");
            return "y";
        }));
    }

    @Test
    void withoutATerminalTheFixIsTheCommandWithYes() {
        assertThatThrownBy(() -> Consent.ask(LOST, "tailrace abort shop", Optional.empty()))
                .hasMessageContaining("tailrace abort shop --yes")
                .hasMessageContaining(LOST.getFirst());
    }
}
