package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static io.github.cameltiktok.pipeline.OutcomeReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid and hostile requests, in the same partition of the same instance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonTest {

    private static final String GOOD = "https://www.tiktok.com/@some.cook/video/7311111111111111111";
    private static final String ID = "7311111111111111111";
    private static final String INVALID = "io.github.cameltiktok.TikTokInvalidRequestException";
    private static final byte[] NO_TEXT = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0};

    /** Largest value that a topic accepts: its limit without the overhead of a batch and a record. */
    private static final int LARGEST = 1_048_588 - 100;

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1);

    @BeforeAll
    void start() {
        fixture.start();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                arguments("no value", null),
                arguments("an empty value", new byte[0]),
                arguments("a MB of x", bytes("x".repeat(1_000_000))),
                arguments("as large as the topic allows", new byte[LARGEST]),
                arguments("no UTF-8", NO_TEXT),
                arguments("JSON nested deeply", bytes("{\"url\":" + "[".repeat(100_000) + "]".repeat(100_000) + '}')),
                arguments("a long number", bytes("{\"video_id\":" + "9".repeat(100_000) + '}')),
                arguments("a long number that is short enough", bytes("{\"video_id\":" + "9".repeat(60_000) + '}')),
                arguments("a large array", bytes("{\"url\":[" + "0,".repeat(30_000) + "0]}")),
                arguments("the same field twice", bytes("{\"video_id\":\"" + ID + "\",\"video_id\":\"" + ID + "\"}")),
                arguments("two subjects", bytes("{\"video_id\":\"" + ID + "\",\"url\":\"7311111111111111119\"}")),
                arguments("no field", bytes("{}")),
                arguments("other fields", bytes("{\"URL\":\"" + GOOD + "\"}")),
                arguments("a creator's handle", bytes("{\"handle\":\"some.cook\"}")),
                arguments("a creator", bytes("https://www.tiktok.com/@some.cook")),
                arguments("another site", bytes("https://www.example.org/video/" + ID)),
                arguments("a bad token", bytes("{\"video_id\":\"" + ID + "\",\"requestSource\":\"a b\\n\"}")),
                arguments("64 KiB and a byte", padded(64 * 1024 + 1)),
                arguments("a route's expression", bytes("${sys.user.home} {{pipeline.format}}")),
                arguments("JSON that ends in the middle", bytes("{\"url\":\"" + GOOD)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void invalidRequestBecomesUnchangedDeadLetterAndNextIsAnswered(String name, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(fixture.topics.requests(), NO_TEXT, value);
        record.headers().add("x-order", bytes("42")).add("x-bytes", NO_TEXT);
        long poison = fixture.send(record);
        long good = fixture.send(GOOD);

        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(poison);

        assertThat(letter.key()).isEqualTo(NO_TEXT);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, "x-order")).isEqualTo("42");
        assertThat(letter.headers().lastHeader("x-bytes").value()).isEqualTo(NO_TEXT);
        assertThat(header(letter, "tiktok-error-class")).isEqualTo(INVALID);
        assertThat(header(letter, "tiktok-error-message"))
                .contains("Nothing was sent. A request is a link or an id of a video, or JSON with url or video_id.")
                .doesNotContain("Camel", "header", "option", "use tiktok:")
                .hasSizeLessThan(1_100);
        assertThat(header(letter, "tiktok-attempts")).isEqualTo("0");
        assertThat(text(fixture.outcomes.videoOf(good).key())).isEqualTo(ID);
    }

    static Stream<String> sourcesThatAreRefused() {
        return Stream.of(
                "A".repeat(65), "zapier", "MAKE DOT COM", "\u00C9", "A\\n", "${sys.user.home}", "\u202EREIPAZ");
    }

    @ParameterizedTest
    @MethodSource("sourcesThatAreRefused")
    void invalidRequestSourceBecomesDeadLetterWithoutSource(String source) {
        long offset = fixture.send("{\"video_id\":\"" + ID + "\",\"requestSource\":\"" + source + "\"}");

        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(offset);

        assertThat(header(letter, "tiktok-error-class")).isEqualTo(INVALID);
        assertThat(header(letter, "tiktok-error-message"))
                .startsWith("body field requestSource must be 1 to 64 of the characters A-Z, 0-9, '_', '.' and '-'")
                .matches("[^\\p{C}]+");
        assertThat(header(letter, "tiktok-request-source")).isNull();
        assertThat(header(letter, "tiktok-attempts")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void blankRequestSourceCountsAsMissing(String source) {
        long offset = fixture.send("{\"video_id\":\"" + ID + "\",\"requestSource\":\"" + source + "\"}");

        assertThat(header(fixture.outcomes.videoOf(offset), "tiktok-request-source"))
                .isEqualTo("API");
    }

    @Test
    void requestSourceOf64CharactersIsAccepted() {
        String source = "A".repeat(64);
        long offset = fixture.send("{\"video_id\":\"" + ID + "\",\"requestSource\":\"" + source + "\"}");

        assertThat(header(fixture.outcomes.videoOf(offset), "tiktok-request-source"))
                .isEqualTo(source);
    }

    @Test
    void jsonStringIsAccepted() {
        long offset = fixture.send("\"" + GOOD.replace("/", "\\/") + "\"\n");

        assertThat(text(fixture.outcomes.videoOf(offset).key())).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelTikTokUrl",
                "CamelTikTokVideoId",
                "CAMELTIKTOKHANDLE",
                "cAMELtIKtOKuRL",
                "CamelTikTokRequestSource",
                "CamelHttpUri",
                "CamelKafkaManualCommit",
                "CamelCharsetName",
                "Content-Type",
                "kafka.OVERRIDE_TOPIC",
                "KAFKA.override_topic",
                "kafka.OVERRIDE_TIMESTAMP",
                "kafka.PARTITION_KEY",
                "kafka.PARTITION",
                "kafka.OFFSET",
                "kafka.TOPIC",
                "kafka.KEY",
                "tiktok-due",
                "TikTok-Due",
                "tiktok-retry",
                "tiktok-attempts",
                "tiktok-request-offset",
                "tiktok-request-topic",
                "tiktok-request-source",
                "tiktok-error-class",
                "tiktok-value-omitted",
                "outcome"
            })
    void requestHeadersDoNotControlPipeline(String name) {
        for (String value :
                new String[] {"2999-12-31T23:59:59Z", "7", fixture.topics.deadLetters(), "text/plain; charset=UTF-16"
                }) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(fixture.topics.requests(), bytes("key"), bytes(GOOD));
            record.headers().add(name, bytes(value));

            ConsumerRecord<byte[], byte[]> video = fixture.outcomes.videoOf(fixture.send(record));

            assertThat(text(video.key())).isEqualTo(ID);
            assertThat(header(video, "tiktok-request-topic")).isEqualTo(fixture.topics.requests());
            assertThat(header(video, "tiktok-request-source")).isEqualTo("API");
            assertThat(header(video, "tiktok-due")).isNull();
            assertThat(header(video, "tiktok-retry")).isNull();
            assertThat(header(video, "tiktok-error-class")).isNull();
            assertThat(header(video, "tiktok-value-omitted")).isNull();
            assertThat(header(video, "content-type")).isEqualTo("application/json");
            assertThat(video.timestamp()).isLessThan(System.currentTimeMillis() + 60_000);
        }
    }

    @Test
    void deadLetterKeepsManyHeaders() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(fixture.topics.requests(), bytes("no request"));
        for (int i = 0; i < 1_000; i++) {
            record.headers().add("x-" + i, bytes("value " + i));
        }
        record.headers().add("x-nothing", null).add("", bytes("no name"));

        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(fixture.send(record));

        assertThat(letter.key()).isNull();
        for (int i = 0; i < 1_000; i++) {
            assertThat(header(letter, "x-" + i)).isEqualTo("value " + i);
        }
    }

    private static byte[] padded(int size) {
        String head = "{\"video_id\":\"" + ID + "\",\"note\":\"";
        return bytes(head + "n".repeat(size - head.length() - 2) + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
