package io.github.cameltiktok.provider.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameltiktok.provider.Answers;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.Retry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of every provider have in common; see also the test of broken answers beside the providers. */
final class JsonAnswerTest {

    @Test
    void isDeepEnoughForAnyProviderAndNoDeeper() {
        assertThat(JsonAnswer.object(Answers.ok(nested(64))).isPresent()).isTrue();
        assertThat(failureOf(nested(65))).hasMessageContaining("nested too deeply");
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    /** Whatever its exponent, an odd number must not cost the answer that it stands in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e99999999999999999999",
                "1e-99999999999999999999",
                "0.00000000000000000000000000000000001"
            })
    void takesAnyNumber(String number) {
        JsonFields fields = JsonAnswer.object(Answers.ok("{\"odd\": " + number + ", \"name\": \"kept\"}"));

        assertThat(fields.text("name")).isEqualTo("kept");
        assertThat(fields.epochSeconds("odd")).isNull();
        assertThat(fields.seconds("odd")).isNull();
        assertThat(fields.id("odd")).isNull();
    }

    @Test
    void takesTheLastOfTwoFieldsWithOneName() {
        assertThat(JsonAnswer.object(Answers.ok("{\"a\": 1, \"a\": 2}")).text("a"))
                .isEqualTo("2");
    }

    @Test
    void asksForAnotherTryWhenItIsCutOff() {
        assertThat(failureOf("{\"a\": \"b").failure().retry()).isEqualTo(Retry.YES);
    }

    @Test
    void quotesNoMoreThanAnExcerpt() {
        assertThat(failureOf("nonsense \u0000\n\u202E" + "x".repeat(1_000)))
                .hasMessageContaining("nonsense xxxx")
                .hasMessageEndingWith("...")
                .message()
                .hasSizeLessThan(180);
    }

    @Test
    void doesNotSplitACharacterOfTwoUnits() {
        String message = failureOf("x".repeat(119) + "🌈 and more").getMessage();

        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
    }

    private static ProviderException failureOf(String body) {
        return catchThrowableOfType(ProviderException.class, () -> JsonAnswer.object(Answers.ok(body)));
    }
}
