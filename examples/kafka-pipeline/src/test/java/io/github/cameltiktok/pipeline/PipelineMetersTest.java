package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class PipelineMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PipelineMeters meters = new PipelineMeters(registry);

    @Test
    void requestSourcesAfterFirstHundredShareCounter() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 103; i++) {
                meters.count("video", "SOURCE_" + i);
            }
        }

        assertThat(count("video", "SOURCE_0")).isEqualTo(2);
        assertThat(count("video", "SOURCE_99")).isEqualTo(2);
        assertThat(count("video", "OTHER")).isEqualTo(6);
        assertThat(registry.find("tiktok.pipeline.outcomes").counters()).hasSize(101);
    }

    @Test
    void missingRequestSourceIsUnknown() {
        meters.count("dead-letter", null);

        assertThat(count("dead-letter", "unknown")).isEqualTo(1);
    }

    private double count(String outcome, String requestSource) {
        return registry.get("tiktok.pipeline.outcomes")
                .tags("outcome", outcome, "requestSource", requestSource)
                .counter()
                .count();
    }
}
