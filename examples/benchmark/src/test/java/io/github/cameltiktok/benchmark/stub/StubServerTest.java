package io.github.cameltiktok.benchmark.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StubServerTest {

    private static final String ID = "7321234567890000001";

    @Test
    void answersAboutWhatIsAskedFor() {
        String question = "{\"url\":\"https://www.tiktok.com/@some.cook/video/" + ID + "\",\"requestSource\":\"API\"}";

        assertThat(Ids.lastIn(question)).isEqualTo(ID);
        assertThat(new Sample("dumplingai-video.json", "id")
                        .about(ID)
                        .toJsonObject()
                        .getString("id"))
                .isEqualTo(ID);
        assertThat(new Sample("apidirect-video.json", "video_id")
                        .about(ID)
                        .toJsonObject()
                        .getJsonObject("video")
                        .getString("video_id"))
                .isEqualTo(ID);
    }

    @Test
    void refusesWhatIsOverItsLimit() {
        Counters counters = new Counters(2);

        assertThat(counters.arrive()).isTrue();
        assertThat(counters.arrive()).isTrue();
        assertThat(counters.arrive()).isFalse();
        counters.leave();
        counters.leave();

        assertThat(counters.arrive()).isTrue();
        assertThat(counters.json())
                .isEqualTo("{\"requests\": 4, \"refused\": 1, \"undelivered\": 0, \"mostAtOnce\": 2}");
    }

    @Test
    void refusesNothingWithoutALimit() {
        Counters counters = new Counters(0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(counters.arrive()).isTrue();
        }
    }
}
