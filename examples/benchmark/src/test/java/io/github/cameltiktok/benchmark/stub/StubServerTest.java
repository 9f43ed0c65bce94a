package io.github.cameltiktok.benchmark.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StubServerTest {

    private static final String ID = "7321234567890000001";

    @Test
    void answerHasTheRequestedId() {
        String request = "{\"url\":\"https://www.tiktok.com/@some.cook/video/" + ID + "\",\"requestSource\":\"API\"}";

        assertThat(Ids.lastIn(request)).isEqualTo(ID);
        assertThat(new Sample("dumplingai-video.json", "id")
                        .withId(ID)
                        .toJsonObject()
                        .getString("id"))
                .isEqualTo(ID);
        assertThat(new Sample("apidirect-video.json", "video_id")
                        .withId(ID)
                        .toJsonObject()
                        .getJsonObject("video")
                        .getString("video_id"))
                .isEqualTo(ID);
    }

    @Test
    void callsAboveTheLimitAreRefused() {
        Counters counters = new Counters(2, () -> 0);

        assertThat(counters.tryAcquire()).isTrue();
        assertThat(counters.tryAcquire()).isTrue();
        assertThat(counters.tryAcquire()).isFalse();
        counters.release();
        counters.release();

        assertThat(counters.tryAcquire()).isTrue();
        assertThat(counters.json())
                .isEqualTo("{\"requests\": 4, \"refused\": 1, \"undelivered\": 0, \"mostAtOnce\": 2,"
                        + " \"openMicros\": 0}");
    }

    @Test
    void timesOfSimultaneousCallsAreAdded() {
        AtomicLong nanos = new AtomicLong(7_000_000);
        Counters counters = new Counters(0, nanos::get);

        counters.tryAcquire();
        nanos.addAndGet(2_000_000);
        counters.tryAcquire();
        nanos.addAndGet(3_000_000);
        counters.release();
        counters.release();

        assertThat(counters.json()).contains("\"openMicros\": 8000");
    }

    @Test
    void noCallIsRefusedWithoutALimit() {
        Counters counters = new Counters(0, () -> 0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(counters.tryAcquire()).isTrue();
        }
    }
}
