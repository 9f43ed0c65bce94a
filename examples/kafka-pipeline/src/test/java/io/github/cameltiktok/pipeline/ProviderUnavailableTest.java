package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.Written.header;
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

    private final Rig rig = Rig.withPartitions(1)
            .with("pipeline.max-in-flight", Integer.toString(WINDOW))
            .with("camel.component.kafka.max-poll-records", "1")
            .with("camel.main.shutdown-timeout", "1");

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({"401,invalid_api_key", "402,insufficient_credit", "429,daily_limit_exceeded"})
    void whileTheAccountIsOutOfOrderRequestsStayWhereTheyAre(int status, String code) {
        StubMapping stub = rig.sandbox.wireMock().stubFor(Stubs.failure(status, code));
        Pipeline pipeline = rig.start();
        send();

        await().atMost(PATIENCE).until(() -> inFlight(pipeline) == WINDOW);
        awaitOutOfUse(pipeline);
        await().during(Duration.ofMillis(500)).atMost(PATIENCE).untilAsserted(() -> assertThat(inFlight(pipeline))
                .isLessThanOrEqualTo(WINDOW));
        assertThat(rig.written.deadLetters(0)).isEmpty();
        assertThat(rig.written.retries(0)).isEmpty();
        rig.sandbox.wireMock().removeStub(stub);
        component(pipeline).closeCircuits();

        allHaveTheirVideos();
        assertThat(rig.written.retries(0)).isEmpty();
    }

    @Test
    void whileTheProviderIsNotAskedRequestsStayWhereTheyAre() {
        StubMapping stub = rig.sandbox.wireMock().stubFor(Stubs.failure(502, "upstream_error"));
        rig.with("pipeline.max-retries", "1000");
        Pipeline pipeline = rig.start();
        send();

        awaitOutOfUse(pipeline);
        await().atMost(PATIENCE).until(() -> inFlight(pipeline) == WINDOW);
        int retries = rig.written.retries(1).size();
        assertThat(retries).isLessThan(REQUESTS);
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .pollInSameThread()
                .untilAsserted(() -> assertThat(rig.written.retries(1)).hasSizeLessThan(REQUESTS));
        rig.sandbox.wireMock().removeStub(stub);
        component(pipeline).closeCircuits();

        allHaveTheirVideos();
        assertThat(rig.written.retries(1)).allSatisfy(record -> assertThat(header(record, "tiktok-attempts"))
                .isNotEqualTo("0"));
    }

    @Test
    void whoStopsMeanwhileLeavesTheRequestsToTheNext() {
        StubMapping stub = rig.sandbox.wireMock().stubFor(Stubs.failure(401, "invalid_api_key"));
        rig.with("camel.component.kafka.additional-properties[window.drain.ms]", "200");
        Pipeline stopped = rig.start();
        send();
        await().atMost(PATIENCE).until(() -> inFlight(stopped) == WINDOW);

        stopped.close();
        rig.sandbox.wireMock().removeStub(stub);
        rig.start();

        allHaveTheirVideos();
        assertThat(rig.written.retries(0)).isEmpty();
    }

    private void send() {
        for (int i = 0; i < REQUESTS; i++) {
            rig.send(Long.toString(7_311_000_000_000_000_000L + i));
        }
    }

    private void allHaveTheirVideos() {
        for (long offset = 0; offset < REQUESTS; offset++) {
            rig.written.videoOf(offset);
        }
        assertThat(rig.written.deadLetters(0)).isEmpty();
    }

    /** A call still under way, once it failed, would open a circuit that was closed before. */
    private static void awaitOutOfUse(Pipeline pipeline) {
        TikTokManagedComponent component = component(pipeline);
        await().atMost(PATIENCE).until(() -> component.getOpenCircuits().length == 1 && component.getInFlight() == 0);
    }

    private int inFlight(Pipeline pipeline) {
        return pipeline.context()
                .getRegistry()
                .lookupByNameAndType("windowedClients", WindowedKafkaClientFactory.class)
                .inFlight(rig.topics.requests());
    }

    private static TikTokManagedComponent component(Pipeline pipeline) {
        return pipeline.context().getComponent("tiktok", TikTokManagedComponent.class);
    }
}
