package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final SteppingClock CLOCK = new SteppingClock(START);

    @RegisterExtension
    static final SandboxExtension growing =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK).withGrowth());

    @RegisterExtension
    static final SandboxExtension still =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK));

    @BeforeEach
    void resetClock() {
        CLOCK.advance(Duration.between(CLOCK.instant(), START));
    }

    static Stream<String> ids() {
        return LongStream.range(0, 12)
                .mapToObj(i -> Long.toString(7_300_000_000_000_000_001L + i * 10_000_000_000_019L));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void videoGrowsEquallyAtAllProviders(String id) {
        Client client = new Client(growing.get());
        long before = 0;
        for (int day = 0; day < 5; day++) {
            JsonNode direct = Client.json(client.video("apidirect", id)).get("video");
            JsonNode dumpling = Client.json(client.video("dumplingai", id)).get("statsV2");
            JsonNode peekalink = Client.json(client.video("peekalink", id)).get("tiktokVideo");
            long plays = direct.get("play_count").longValue();

            assertThat(plays).isGreaterThan(before);
            assertThat(dumpling.get("playCount").asLong()).isEqualTo(plays);
            assertThat(peekalink.get("playsCount").asLong()).isEqualTo(plays);
            assertThat(direct.get("likes").longValue())
                    .isEqualTo(dumpling.get("diggCount").asLong())
                    .isEqualTo(peekalink.get("likesCount").asLong())
                    .isLessThan(plays);
            before = plays;
            CLOCK.advance(Duration.ofDays(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.cook", "Some.Baker", "numbers.as.text"})
    void creatorGrowsEquallyAtAllProviders(String handle) {
        Client client = new Client(growing.get());
        long before = 0;
        for (int day = 0; day < 5; day++) {
            JsonNode direct = Client.json(client.user("apidirect", handle)).get("user");
            JsonNode dumpling = Client.json(client.user("dumplingai", handle)).get("statsV2");
            JsonNode peekalink = Client.json(client.user("peekalink", handle)).get("tiktokUser");
            long followers = direct.get("followers").asLong();

            assertThat(followers).isGreaterThan(before);
            assertThat(dumpling.get("followerCount").asLong()).isEqualTo(followers);
            assertThat(peekalink.get("followersCount").asLong()).isEqualTo(followers);
            before = followers;
            CLOCK.advance(Duration.ofDays(1));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void countersNeverDecrease(String id) {
        Growth video = Growth.ofVideo(id);
        Growth creator = Growth.ofCreator(id);
        long plays = 0;
        long followers = 0;
        for (Instant now = Growth.SINCE; now.isBefore(START.plus(Duration.ofDays(400))); now = now.plusSeconds(997)) {
            assertThat(video.gained(now)).isGreaterThanOrEqualTo(plays);
            assertThat(creator.gained(now)).isGreaterThanOrEqualTo(followers);
            plays = video.gained(now);
            followers = creator.gained(now);
        }
        assertThat(plays).isPositive();
        assertThat(followers).isPositive();
    }

    @Test
    void someSubjectsGrowSlowlyAndSomeGoViral() {
        List<Long> bestDays = new ArrayList<>();
        LongStream.range(0, 200).mapToObj(Long::toString).map(Growth::ofVideo).forEach(growth -> {
            long best = 0;
            for (int day = 0; day < 42; day++) {
                Instant morning = START.plus(Duration.ofDays(day));
                best = Math.max(best, growth.gained(morning.plus(Duration.ofDays(1))) - growth.gained(morning));
            }
            bestDays.add(best);
        });

        assertThat(bestDays).filteredOn(best -> best > 10_000).hasSizeBetween(50, 100);
        assertThat(bestDays).filteredOn(best -> best < 8_000).hasSizeGreaterThan(80);
    }

    @Test
    void growthIsZeroBeforeTheStart() {
        assertThat(Growth.ofVideo("7311111111111111111").gained(Growth.SINCE)).isZero();
        assertThat(Growth.ofVideo("7311111111111111111").gained(Instant.EPOCH)).isZero();
    }

    @Test
    void growthIsTheSameOnEveryMachine() {
        assertThat(Growth.ofVideo("7311111111111111111").gained(START)).isEqualTo(161_588);
        assertThat(Growth.ofCreator("some.cook").gained(START)).isEqualTo(323_750);
    }

    @Test
    void samplesDoNotGrow() {
        Client client = new Client(growing.get());
        String sample = Client.text(client.video("apidirect", "7516594811734854943"));
        long followers = followersOfTheSample(client);
        CLOCK.advance(Duration.ofDays(30));

        assertThat(Client.text(client.video("apidirect", "7516594811734854943")))
                .isEqualTo(sample);
        assertThat(followersOfTheSample(client)).isEqualTo(followers).isEqualTo(162_400_000);
    }

    private static long followersOfTheSample(Client client) {
        return Client.json(client.user("apidirect", "khaby.lame"))
                .at("/user/followers")
                .longValue();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void countersStayTheSameWithoutGrowthMode(String id) {
        FakeData today = new FakeData(Clock.fixed(START, ZoneOffset.UTC), false);
        FakeData nextYear = new FakeData(Clock.fixed(START.plus(Duration.ofDays(365)), ZoneOffset.UTC), false);

        assertThat(nextYear.video(id, null)).isEqualTo(today.video(id, null));
        assertThat(nextYear.creator("cook." + id.substring(10))).isEqualTo(today.creator("cook." + id.substring(10)));
    }

    @Test
    void answersWithoutGrowthModeStayTheSameInEveryVersion() {
        Client client = new Client(still.get());

        assertThat(Client.json(client.video("apidirect", "7311111111111111111"))
                        .at("/video/play_count")
                        .longValue())
                .isEqualTo(586_110);
        assertThat(Client.json(client.user("apidirect", "some.cook"))
                        .at("/user/followers")
                        .longValue())
                .isEqualTo(6_234_059);
    }
}
