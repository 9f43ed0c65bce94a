package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitedVideosTest {

    private static final SteppingClock CLOCK = new SteppingClock(Instant.parse("2026-11-22T12:00:00Z"));

    @RegisterExtension
    static final SandboxExtension sandbox =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK));

    private static Client client() {
        return new Client(sandbox.get());
    }

    private static int status(String provider, int number) {
        return client().video(provider, RateLimitedVideos.videoId(number)).statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "apidirect, 429, fail-429-upstream_rate_limit",
        "dumplingai, 429, fail-429",
        "peekalink, 503, fail-503-BURST_LIMIT_EXCEEDED"
    })
    void callsAreRateLimitedForOneSecondAfterTheFirst(String provider, int status, String key) {
        String id = RateLimitedVideos.videoId(7);

        HttpResponse<byte[]> first = client().video(provider, id);
        CLOCK.advance(Duration.ofMillis(999));
        HttpResponse<byte[]> second = client().video(provider, id);
        CLOCK.advance(Duration.ofMillis(1));
        HttpResponse<byte[]> third = client().video(provider, id);

        HttpResponse<byte[]> documented = client().withKey(key).video(provider, id);
        assertThat(List.of(first, second)).allSatisfy(limited -> {
            assertThat(limited.statusCode()).isEqualTo(status);
            assertThat(limited.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(Client.json(limited)).isEqualTo(Client.json(documented));
        });
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.headers().firstValue("Retry-After")).isEmpty();
        assertThat(Client.text(third)).contains(id);
        assertThat(sandbox.get().calls(provider)).as("with the documented one").isEqualTo(4);
        assertThat(sandbox.get().billedCalls(provider)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void videoStaysAvailableAfterItsSecond(String provider) {
        status(provider, 0);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(status(provider, 0)).isEqualTo(200);
        assertThat(status(provider, 0)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void eachVideoIsLimitedSeparately(String provider) {
        status(provider, 0);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(status(provider, 999)).isNotEqualTo(200);
        assertThat(status(provider, 0)).isEqualTo(200);
    }

    @Test
    void eachProviderLimitsSeparately() {
        status("apidirect", 0);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(status("dumplingai", 0)).isEqualTo(429);
        assertThat(status("peekalink", 0)).isEqualTo(503);
        assertThat(status("apidirect", 0)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void adjacentIdsAreNotLimited(String provider) {
        assertThat(client().video(provider, "7000000000000428999").statusCode()).isEqualTo(200);
        assertThat(client().video(provider, "7000000000000430000").statusCode()).isEqualTo(200);
    }

    @Test
    void linkAndIdShareTheLimit() {
        String link = "https://www.tiktok.com/@some.cook/video/" + RateLimitedVideos.videoId(0);

        assertThat(client().apiDirectVideo("url", link).statusCode()).isEqualTo(429);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(status("apidirect", 0)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void callWithUnknownKeyDoesNotStartTheSecond(String provider) {
        client().withKey("no-such-key").video(provider, RateLimitedVideos.videoId(0));
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(status(provider, 0)).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void resetLimitsAgainButClearLogDoesNot(String provider) {
        status(provider, 0);
        CLOCK.advance(Duration.ofSeconds(1));

        sandbox.get().clearLog();
        assertThat(status(provider, 0)).isEqualTo(200);

        sandbox.get().reset();
        assertThat(status(provider, 0)).isNotEqualTo(200);
    }

    @Test
    void simultaneousFirstCallsAreAllLimited() {
        assertThat(IntStream.range(0, 40).parallel().map(i -> status("peekalink", i % 2)))
                .containsOnly(503);
        assertThat(sandbox.get().billedCalls("peekalink")).isZero();
    }

    @Test
    void limitedCallReleasesItsPermit() {
        for (int number = 0; number < 2 * Sandbox.API_DIRECT_CONCURRENCY_LIMIT; number++) {
            status("apidirect", number);
        }

        assertThat(sandbox.get().calls())
                .extracting(ProviderCall::providerCode)
                .hasSize(6)
                .containsOnly("upstream_rate_limit");
    }

    @Test
    void idsAreNumberedAsInTheReadme() throws IOException {
        assertThat(RateLimitedVideos.videoId(0)).isEqualTo("7000000000000429000");
        assertThat(RateLimitedVideos.videoId(999)).isEqualTo("7000000000000429999");
        assertThat(Files.readString(Path.of("README.md")))
                .contains("`" + RateLimitedVideos.videoId(0) + "` to `"
                        + RateLimitedVideos.videoId(RateLimitedVideos.COUNT - 1) + "`");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000})
    void numberOutOfRangeIsRejected(int number) {
        assertThatThrownBy(() -> RateLimitedVideos.videoId(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number must be between 0 and 999, but is " + number);
    }
}
