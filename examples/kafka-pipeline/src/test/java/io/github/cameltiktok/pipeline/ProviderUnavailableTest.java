package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.cameltiktok.TikTokManagedComponent;
import io.github.cameltiktok.pipeline.window.WindowedKafkaClientFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderUnavailableTest {

    private static final int REQUESTS = 30;
    private static final int WINDOW = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1)
            .with("pipeline.max-in-flight", Integer.toString(WINDOW))
            .with("camel.component.kafka.max-poll-records", "1")
            .with("camel.main.shutdown-timeout", "1");

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"401,invalid_api_key", "402,insufficient_credit", "429,daily_limit_exceeded"})
    void requestsStayInFlightWhileAccountIsRefused(int status, String code) {
        StubMapping stub = fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(status, code));
        Pipeline pipeline = fixture.start();
        send();

        await().atMost(PATIENCE).until(() -> inFlight(pipeline) == WINDOW);
        awaitOutOfUse(pipeline);
        await().during(Duration.ofMillis(500)).atMost(PATIENCE).untilAsserted(() -> assertThat(inFlight(pipeline))
                .isLessThanOrEqualTo(WINDOW));
        assertThat(fixture.outcomes.deadLetters(0)).isEmpty();
        assertThat(fixture.outcomes.retries(0)).isEmpty();
        fixture.sandbox.wireMock().removeStub(stub);
        component(pipeline).closeCircuits();

        allHaveTheirVideos();
        assertThat(fixture.outcomes.retries(0)).isEmpty();
    }

    @Test
    void requestsStayInFlightWhileCircuitIsOpen() {
        StubMapping stub = fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(502, "upstream_error"));
        fixture.with("pipeline.max-retries", "1000");
        Pipeline pipeline = fixture.start();
        send();

        awaitOutOfUse(pipeline);
        await().atMost(PATIENCE).until(() -> inFlight(pipeline) == WINDOW);
        int retries = fixture.outcomes.retries(1).size();
        assertThat(retries).isLessThan(REQUESTS);
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .pollInSameThread()
                .untilAsserted(() -> assertThat(fixture.outcomes.retries(1)).hasSizeLessThan(REQUESTS));
        fixture.sandbox.wireMock().removeStub(stub);
        component(pipeline).closeCircuits();

        allHaveTheirVideos();
        assertThat(fixture.outcomes.retries(1)).allSatisfy(record -> assertThat(header(record, "tiktok-attempts"))
                .isNotEqualTo("0"));
    }

    @Test
    void stoppedInstanceLeavesRequestsToNext() {
        StubMapping stub = fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(401, "invalid_api_key"));
        fixture.with("camel.component.kafka.additional-properties[window.drain.ms]", "200");
        Pipeline stopped = fixture.start();
        send();
        await().atMost(PATIENCE).until(() -> inFlight(stopped) == WINDOW);

        stopped.close();
        fixture.sandbox.wireMock().removeStub(stub);
        fixture.start();

        allHaveTheirVideos();
        assertThat(fixture.outcomes.retries(0)).isEmpty();
    }

    private void send() {
        for (int i = 0; i < REQUESTS; i++) {
            fixture.send(Long.toString(7_311_000_000_000_000_000L + i));
        }
    }

    private void allHaveTheirVideos() {
        for (long offset = 0; offset < REQUESTS; offset++) {
            fixture.outcomes.videoOf(offset);
        }
        assertThat(fixture.outcomes.deadLetters(0)).isEmpty();
    }

    /** Waits also for calls in flight: their failure would open a circuit that the test has closed. */
    private static void awaitOutOfUse(Pipeline pipeline) {
        TikTokManagedComponent component = component(pipeline);
        await().atMost(PATIENCE).until(() -> component.getOpenCircuits().length == 1 && component.getInFlight() == 0);
    }

    private int inFlight(Pipeline pipeline) {
        return pipeline.context()
                .getRegistry()
                .lookupByNameAndType("windowedClients", WindowedKafkaClientFactory.class)
                .inFlight(fixture.topics.requests());
    }

    private static TikTokManagedComponent component(Pipeline pipeline) {
        return pipeline.context().getComponent("tiktok", TikTokManagedComponent.class);
    }
}
