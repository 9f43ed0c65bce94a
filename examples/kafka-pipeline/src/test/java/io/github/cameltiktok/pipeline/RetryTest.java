package io.github.cameltiktok.pipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static io.github.cameltiktok.pipeline.OutcomeReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokManagedComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryTest {

    private static final String FAILS_ALWAYS = "7311000000000000502";
    private static final String RETRY_AFTER_A_MINUTE = "7311000000000000060";

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1).with("pipeline.max-retries", "2");
    private Pipeline pipeline;

    @BeforeAll
    void start() {
        fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(502, "upstream_error", FAILS_ALWAYS));
        fixture.sandbox
                .wireMock()
                .stubFor(ApiDirectStubs.failure(429, "upstream_rate_limit", RETRY_AFTER_A_MINUTE)
                        .willReturn(jsonResponse("{\"error\":\"Slow down\",\"code\":\"upstream_rate_limit\"}", 429)
                                .withHeader("Retry-After", "60")));
        pipeline = fixture.start();
    }

    @BeforeEach
    void closeCircuits() {
        pipeline.context().getComponent("tiktok", TikTokManagedComponent.class).closeCircuits();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void requestThatAlwaysFailsBecomesDeadLetterWithAllCallsCounted() {
        long offset = fixture.send(FAILS_ALWAYS);

        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(offset);
        List<ConsumerRecord<byte[], byte[]>> retries = fixture.outcomes.retries(2).stream()
                .filter(record -> text(record.value()).equals(FAILS_ALWAYS))
                .filter(record -> Long.toString(offset).equals(header(record, "tiktok-request-offset")))
                .toList();

        assertThat(text(letter.value())).isEqualTo(FAILS_ALWAYS);
        assertThat(header(letter, "tiktok-attempts")).isEqualTo("3");
        assertThat(header(letter, "tiktok-retry")).isEqualTo("2");
        assertThat(header(letter, "tiktok-due")).isNull();
        assertThat(header(letter, "tiktok-error-class")).isEqualTo("io.github.cameltiktok.TikTokUnavailableException");
        assertThat(header(letter, "tiktok-error-status")).isEqualTo("502");
        assertThat(header(letter, "tiktok-error-code")).isEqualTo("upstream_error");
        assertThat(header(letter, "tiktok-request-topic")).isEqualTo(fixture.topics.requests());
        assertThat(retries)
                .extracting(record -> header(record, "tiktok-retry") + " after " + header(record, "tiktok-attempts"))
                .containsExactly("1 after 1", "2 after 2");
    }

    @Test
    void longerRetryAfterTakesPrecedenceAndDelaysNoOtherRequest() {
        long waiting = fixture.send(RETRY_AFTER_A_MINUTE);

        ConsumerRecord<byte[], byte[]> retry = fixture.outcomes.retryOf(waiting);
        ConsumerRecord<byte[], byte[]> video = fixture.outcomes.videoOf(fixture.send("7311111111111111111"));

        Instant written = Instant.ofEpochMilli(retry.timestamp());
        Instant due = Instant.parse(header(retry, "tiktok-due"));
        assertThat(due).isBetween(written.plusSeconds(59), written.plus(Duration.ofSeconds(76)));
        assertThat(Instant.ofEpochMilli(video.timestamp())).isBefore(due);
    }

    @Test
    void invalidHeadersOfRetryAreIgnored() {
        for (String nonsense :
                List.of("", "tomorrow", "-5", "2147483647", "99999999999", "1e3", "\u0000", "2001-01-01T00:00:00Z")) {
            String found = "good " + nonsense;
            fixture.send(retry("7311111111111111111", found, nonsense));
            assertThat(fixture.outcomes.videoOf(found).value()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "2147483647"})
    void invalidHeadersOfRetryAreIgnoredAfterFailure(String nonsense) {
        String failed = "failed " + nonsense;

        fixture.send(retry(FAILS_ALWAYS, failed, nonsense));

        assertThat(header(fixture.outcomes.deadLetterOf(failed), "tiktok-retry"))
                .isEqualTo("2");
    }

    private ProducerRecord<byte[], byte[]> retry(String request, String offset, String nonsense) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(fixture.topics.retries(), bytes(request));
        Map.of(
                        "tiktok-due", nonsense,
                        "tiktok-retry", nonsense,
                        "tiktok-attempts", nonsense,
                        "tiktok-request-source", nonsense,
                        "tiktok-request-offset", offset)
                .forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
