package io.github.cameltiktok.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HandMappingTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void handMappingCreatesTheConnectorsRecord() throws IOException {
        byte[] answer;
        try (InputStream in = HandMapping.class.getResourceAsStream("../stub/dumplingai-video.json")) {
            answer = in.readAllBytes();
        }
        TikTokVideo connectors = new DumplingAi()
                .video()
                .read(TikTokLink.parse("7516594811734854111"), new ProviderResponse(200, Map.of(), answer, NOW));

        assertThat(HandMapping.video(new ObjectMapper().readTree(answer), NOW)).isEqualTo(connectors);
    }
}
