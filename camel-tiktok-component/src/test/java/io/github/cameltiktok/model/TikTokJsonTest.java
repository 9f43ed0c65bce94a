package io.github.cameltiktok.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TikTokJsonTest {

    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Stream<TikTokRecord> examples() {
        return Stream.of(Records.fullVideo(), Records.emptyVideo(), Records.fullUser(), Records.emptyUser());
    }

    @Test
    void videoIsWrittenInOrderOfContract() {
        assertThat(TikTokJson.text(Records.fullVideo()))
                .isEqualTo(
                        "{\"id\":\"7516594811734854943\",\"url\":\"https://www.tiktok.com/@a/video/7516594811734854943\","
                                + "\"kind\":\"VIDEO\",\"caption\":\"one\\n🌈 \\\"two\\\"\",\"publishedAt\":\"2025-06-16T17:07:10Z\","
                                + "\"region\":\"US\",\"durationSeconds\":66.10,\"advertisement\":false,"
                                + "\"author\":{\"id\":\"1\",\"handle\":\"a\",\"name\":\"A\",\"bio\":\"b\",\"verified\":true,"
                                + "\"visibility\":\"PUBLIC\",\"url\":\"https://www.tiktok.com/@a\",\"avatars\":["
                                + "{\"variant\":\"THUMBNAIL\",\"url\":\"https://example.com/a\",\"width\":1,\"height\":2,"
                                + "\"expiresAt\":\"2025-06-18T17:00:00.123Z\"}]},"
                                + "\"stats\":{\"plays\":9223372036854775807,\"likes\":0,\"comments\":1,\"shares\":2,\"saves\":3,"
                                + "\"downloads\":4},"
                                + "\"music\":{\"id\":\"2\",\"title\":\"t\",\"author\":\"m\",\"album\":\"al\","
                                + "\"url\":\"https://example.com/m\",\"urlExpiresAt\":\"2025-06-18T17:00:00Z\","
                                + "\"coverUrl\":\"https://example.com/c\",\"original\":true,\"durationSeconds\":60},"
                                + "\"hashtags\":[{\"id\":\"3\",\"name\":\"h\",\"description\":\"d\","
                                + "\"coverUrl\":\"https://example.com/h\",\"start\":0,\"end\":2}],"
                                + "\"mentions\":[{\"id\":\"4\",\"handle\":\"x\",\"start\":3,\"end\":5}],"
                                + "\"covers\":[{\"variant\":\"DYNAMIC\",\"url\":\"https://example.com/d\"}],"
                                + "\"media\":[{\"type\":\"VIDEO\",\"variant\":\"WATERMARKED\",\"url\":\"https://example.com/v\","
                                + "\"expiresAt\":\"2025-06-18T17:00:00Z\",\"width\":576,\"height\":1024,\"sizeBytes\":7,"
                                + "\"format\":\"mp4\",\"bitrate\":8}],"
                                + "\"permissions\":{\"duet\":true,\"stitch\":false,\"share\":true},"
                                + "\"source\":{\"provider\":\"apidirect\",\"requestId\":\"r\","
                                + "\"retrievedAt\":\"2026-11-22T10:15:30Z\",\"inferred\":[\"author.url\"]}}");
    }

    @Test
    void userIsWrittenInOrderOfContract() {
        assertThat(TikTokJson.text(Records.fullUser()))
                .isEqualTo("{\"id\":\"1\",\"secUid\":\"s\",\"handle\":\"a\",\"name\":\"A\",\"bio\":\"b\","
                        + "\"bioLink\":\"https://example.com\",\"url\":\"https://www.tiktok.com/@a\",\"verified\":false,"
                        + "\"visibility\":\"PRIVATE\",\"joinedAt\":\"2015-02-26T22:12:41Z\","
                        + "\"stats\":{\"followers\":1,\"following\":2,\"likes\":3,\"videos\":4,\"liked\":5},"
                        + "\"avatars\":[{\"variant\":\"MEDIUM\",\"url\":\"https://example.com/a\"}],"
                        + "\"linkedAccounts\":{\"instagram\":\"i\",\"twitter\":\"6\",\"youtube\":\"y\"},"
                        + "\"source\":{\"provider\":\"apidirect\",\"retrievedAt\":\"2026-11-22T10:15:30Z\","
                        + "\"inferred\":[]}}");
    }

    @Test
    void unknownValuesAreOmittedButListsAreNot() {
        String source =
                "\"source\":{\"provider\":\"apidirect\",\"retrievedAt\":\"2026-11-22T10:15:30Z\",\"inferred\":[]}}";

        assertThat(TikTokJson.text(Records.emptyVideo()))
                .isEqualTo("{\"hashtags\":[],\"mentions\":[],\"covers\":[],\"media\":[]," + source);
        assertThat(TikTokJson.text(Records.emptyUser())).isEqualTo("{\"avatars\":[]," + source);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void textBytesTreeAndMapAreEquivalent(TikTokRecord value) {
        JsonNode tree = parse(TikTokJson.text(value));

        assertThat(parse(new String(TikTokJson.bytes(value), StandardCharsets.UTF_8)))
                .isEqualTo(tree);
        assertThat(TikTokJson.tree(value).toString()).isEqualTo(TikTokJson.text(value));
        assertThat(EXACT.<JsonNode>valueToTree(TikTokJson.map(value)).toString())
                .isEqualTo(TikTokJson.text(value));
    }

    @ParameterizedTest
    @CsvSource({"60", "66.10", "0.001", "600", "100000000000000000000", "61.123456789012345678"})
    void numberIsWrittenExactlyWithoutExponent(BigDecimal seconds) {
        TikTokVideo video = Records.videoOf("c", seconds);

        assertThat(TikTokJson.text(video)).contains("\"durationSeconds\":" + seconds.toPlainString() + ",");
        assertThat(TikTokJson.tree(video).path("durationSeconds").asText()).isEqualTo(seconds.toPlainString());
        assertThat(TikTokJson.tree(video).toString()).isEqualTo(TikTokJson.text(video));
        assertThat(TikTokJson.map(video)).containsEntry("durationSeconds", seconds);
    }

    @Test
    void unpairedSurrogateIsWrittenAsQuestionMark() {
        TikTokVideo video = Records.videoOf("half \uD83D and 🌈", BigDecimal.ONE);

        assertThat(parse(new String(TikTokJson.bytes(video), StandardCharsets.UTF_8))
                        .path("caption")
                        .textValue())
                .isEqualTo("half ? and 🌈");
    }

    static Stream<String> captions() {
        String signs = "🌈\uD83D\n\"é\u2028语\u007f\u0001/\uDC00x";
        // Longer than the buffers of a writer, with each character at each position near their ends.
        return Stream.concat(
                Stream.of("", "plain", "a 🌈", "é and 语", signs),
                IntStream.range(0, 16).mapToObj(shift -> "x".repeat(shift) + signs.repeat(2_000)));
    }

    @ParameterizedTest
    @MethodSource("captions")
    void bytesAreTextInUtf8(String caption) {
        TikTokVideo video = Records.videoOf(caption, BigDecimal.ONE);

        assertThat(TikTokJson.bytes(video)).isEqualTo(TikTokJson.text(video).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void mapContainsPlainTypes() {
        Map<String, Object> video = TikTokJson.map(Records.fullVideo());

        assertThat(video)
                .containsEntry("kind", "VIDEO")
                .containsEntry("publishedAt", "2025-06-16T17:07:10Z")
                .containsEntry("durationSeconds", new BigDecimal("66.10"))
                .containsEntry("advertisement", false)
                .doesNotContainValue(null);
        assertThat(video.get("stats"))
                .isEqualTo(TikTokJson.map(Records.fullVideo()).get("stats"));
        assertThat(((Map<?, ?>) video.get("stats")).get("plays")).isEqualTo(9223372036854775807L);
        assertThat(video.get("hashtags")).isInstanceOf(List.class);
    }

    @Test
    void mapAndTreeAreModifiableCopies() {
        TikTokVideo video = Records.fullVideo();
        TikTokJson.map(video).clear();
        ((Map<?, ?>) TikTokJson.map(video).get("stats")).clear();

        assertThat(TikTokJson.map(video)).containsKeys("id", "stats");
        assertThat(TikTokJson.tree(video)).isNotSameAs(TikTokJson.tree(video));
    }

    @Test
    void timeIsWrittenInUtcWithItsFraction() {
        TikTokVideo video = Records.videoAt(Instant.parse("2025-06-16T17:07:10.5Z"));

        assertThat(TikTokJson.text(video)).contains("\"publishedAt\":\"2025-06-16T17:07:10.500Z\"");
    }

    private static JsonNode parse(String json) {
        try {
            return EXACT.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
