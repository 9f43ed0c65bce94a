package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.RetryAdvice;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing common to all providers. {@code BrokenAnswersTest} covers the providers' failures. */
final class BodyReaderTest {

    private static final BodyReader<JsonNode> TREE = new BodyReader<>(new ObjectMapper()::readTree);

    private record Odd(
            @Id @Nullable String id,
            @Positive @Nullable BigDecimal duration,
            @UnixTime @Nullable Instant time,
            @Nullable String name) {}

    @Test
    void nestingDepthIsLimitedTo64() {
        assertThat(TREE.read(Responses.ok(nested(64))).isEmpty()).isFalse();
        assertThat(failureOf(nested(65))).hasMessageContaining("nested too deeply");
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e99999999999999999999",
                "1e-99999999999999999999",
                "0.00000000000000000000000000000000001"
            })
    void extremeNumberDoesNotAffectOtherFields(String number) {
        Odd fields = BodyReader.of(Odd.class)
                .read(Responses.ok(
                        "{\"id\": %1$s, \"duration\": %1$s, \"time\": %1$s, \"name\": \"kept\"}".formatted(number)));

        assertThat(fields).isEqualTo(new Odd(null, null, null, "kept"));
    }

    @Test
    void lastOfDuplicateFieldsWins() {
        assertThat(TREE.read(Responses.ok("{\"a\": 1, \"a\": 2}")).path("a").asText())
                .isEqualTo("2");
    }

    @Test
    void truncatedBodyIsRetryable() {
        assertThat(failureOf("{\"a\": \"b").failure().retry()).isEqualTo(RetryAdvice.YES);
    }

    @Test
    void messageQuotesOnlyExcerpt() {
        assertThat(failureOf("nonsense \u0000\n\u202E" + "x".repeat(1_000)))
                .hasMessageContaining("nonsense xxxx")
                .hasMessageEndingWith("...")
                .message()
                .hasSizeLessThan(180);
    }

    static Stream<Arguments> bytes() {
        byte[] aLetterAndAnUmlaut = {'{', '"', 'a', '"', ':', '"', 'b', (byte) 0xC3, (byte) 0xA4, '"', '}'};
        byte[] halfAPair = {'{', '"', 'a', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'};
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'};
        byte[] zero = {'{', 0, '}'};
        return Stream.of(
                Arguments.of("plain", utf8("{\"a\": \"b\"}"), "b"),
                Arguments.of("empty object", utf8("{}"), "none"),
                Arguments.of("byte order mark", utf8("\uFEFF{\"a\": \"b\"}"), "b"),
                Arguments.of("leading blank", utf8(" {\"a\": \"b\"}"), "b"),
                Arguments.of("line ends and tab", utf8("\r\n\t{\"a\": \"b\"}\r\n"), "b"),
                Arguments.of("byte order mark and blank", utf8("\uFEFF {\"a\": \"b\"}"), "b"),
                Arguments.of("outside ASCII at the end", aLetterAndAnUmlaut, "bä"),
                Arguments.of(
                        "outside ASCII in the middle",
                        utf8("{\"a\": \"1234567é🌈89012345678é\"}"),
                        "1234567é🌈89012345678é"),
                Arguments.of("replacement character", utf8("{\"a\": \"b\uFFFD\"}"), null),
                Arguments.of("unpaired surrogate", halfAPair, null),
                Arguments.of("unpaired surrogate after valid character", utf8("{\"é1234567\": \"", halfAPair), null),
                Arguments.of("overlong", overlong, null),
                Arguments.of("zero", zero, null),
                Arguments.of("zero in text", utf8("{\"a\": \"b\u0000\"}"), null),
                Arguments.of("only a brace", utf8("{"), null),
                Arguments.of("only a byte order mark", utf8("\uFEFF"), null),
                Arguments.of("incomplete byte order mark", new byte[] {(byte) 0xEF, (byte) 0xBB}, null),
                Arguments.of("another mark", utf8("\uFEFE{}"), null),
                Arguments.of("form feed", utf8("\f{}"), null),
                Arguments.of("array", utf8("[{}]"), null),
                Arguments.of("only blanks", utf8("  "), null),
                Arguments.of("empty", new byte[0], null),
                Arguments.of("trailing object", utf8("{} {}"), null));
    }

    /** {@code null} leaves the body to the parser with diagnostics. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    void fastParserReadsBytesOrReturnsNull(String what, byte[] body, String a) {
        JsonNode node = TREE.parseFast(body);

        assertThat(node == null ? null : node.path("a").asText("none")).isEqualTo(a);
    }

    /** The parser limits names by bytes in bytes, and by characters in text. */
    @Test
    void textIsParsedIfFastParserExceedsLimit() {
        String name = "漢".repeat(20_000);
        ProviderResponse answer = Responses.ok("{\"" + name + "\": 1, \"a\": \"b\"}");

        assertThat(TREE.parseFast(answer.body())).isNull();
        assertThat(TREE.read(answer).path("a").asText()).isEqualTo("b");
    }

    @Test
    void replacementCharacterIsRead() {
        assertThat(TREE.read(Responses.ok("{\"a\": \"b\uFFFD\"}")).path("a").asText())
                .isEqualTo("b\uFFFD");
    }

    private static byte[] utf8(String text, byte... more) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        return all;
    }

    private static ProviderException failureOf(String body) {
        return catchThrowableOfType(ProviderException.class, () -> TREE.read(Responses.ok(body)));
    }
}
