package io.github.cameltiktok.gateway.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.cameltiktok.gateway.watch.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollFailureTest {

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** An hour, and the longest delay of a poll after its due time. */
    private static final Duration NEXT_POLL = Duration.ofMinutes(66);

    private static final String GROWING = "{\"subject\":\"@growing.fast\",\"every\":\"1h\"}";
    private static final String OTHER = "{\"subject\":\"7000000000000000020\",\"every\":\"1h\"}";

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK));

    @TempDir
    static Path lookupFolder;

    private static LookupFixture real;

    @TempDir
    Path folder;

    private ScriptedLookups lookups;
    private WatchFixture gateway;
    private Caller team;

    @BeforeAll
    static void startLookups() {
        real = LookupFixture.at(SANDBOX.get(), lookupFolder).clock(CLOCK).start();
    }

    @AfterAll
    static void stopLookups() {
        real.close();
    }

    @BeforeEach
    void start() {
        lookups = new ScriptedLookups(real.lookups);
        gateway = WatchFixture.sqlite(real, lookups, CLOCK, folder);
        team = gateway.caller("team", null);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void subjectDisappearsAndReappearsOnce() {
        gateway.watch(team, GROWING);
        gateway.poll();
        StubMapping gone = SANDBOX.get()
                .wireMock()
                .stubFor(any(urlPathMatching("/apidirect/.*"))
                        .atPriority(1)
                        .willReturn(aResponse()
                                .withStatus(404)
                                .withHeader("Content-Type", "application/json")
                                .withBody("{\"error\":\"Nothing was found.\",\"code\":\"not_found\"}")));
        gateway.pollAfter(NEXT_POLL);
        gateway.pollAfter(HOUR);
        SANDBOX.get().wireMock().removeStub(gone);
        gateway.pollAfter(HOUR);
        gateway.pollAfter(HOUR);

        assertThat(types(team)).containsExactly("user.disappeared", "user.reappeared", "user.changed");
        JsonNode disappeared = gateway.events(team).get(0);
        assertThat(disappeared.path("summary").asText()).isEqualTo("@growing.fast: no longer visible");
        assertThat(disappeared.path("changes")).isEmpty();
        assertThat(disappeared.has("user")).isFalse();
        assertThat(disappeared.at("/subject/handle").asText()).isEqualTo("growing.fast");
        assertThat(gateway.events(team).get(1).path("summary").asText())
                .startsWith("@growing.fast: visible again, followers ");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemType.class,
            names = {"PROVIDER_RATE_LIMITED", "PROVIDER_OUT_OF_CREDIT", "PROVIDER_CREDENTIALS", "CIRCUIT_OPEN"})
    void failureOfTheProviderHoldsAllItsSubjectsUntilRetryAfter(ProblemType type) {
        gateway.watch(team, GROWING);
        gateway.watch(team, OTHER);
        gateway.poll();
        lookups.fail(type, Duration.ofMinutes(30));
        lookups.fail(type, Duration.ofMinutes(30));
        gateway.pollAfter(NEXT_POLL);
        assertThat(lookups.requests).hasSize(4);

        gateway.watch(team, GROWING.replace("growing.fast", "another.one"));
        gateway.pollAfter(Duration.ofMinutes(29));
        assertThat(lookups.requests).hasSize(4);
        gateway.pollAfter(MINUTE);

        assertThat(lookups.requests).hasSize(7);
        assertThat(types(team)).containsExactlyInAnyOrder("user.changed", "video.changed");
    }

    @Test
    void holdIsForOneProviderOnly() {
        gateway.watch(team, GROWING.replace("}", ",\"provider\":\"apidirect\"}"));
        lookups.fail(ProblemType.PROVIDER_OUT_OF_CREDIT, HOUR);
        gateway.poll();
        gateway.watch(team, GROWING.replace("}", ",\"provider\":\"dumplingai\"}"));
        gateway.poll();

        assertThat(lookups.requests).extracting(Lookups.Request::provider).containsExactly("apidirect", "dumplingai");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemType.class,
            names = {"PROVIDER_UNAVAILABLE", "DEADLINE", "INTERNAL_ERROR", "INVALID_REQUEST"})
    void otherFailuresAreRetriedWithBackOffAndLoseNoEvent(ProblemType type) {
        gateway.watch(team, GROWING);
        gateway.poll();
        lookups.fail(type, null);
        lookups.fail(type, null);
        gateway.pollAfter(NEXT_POLL);
        gateway.pollAfter(MINUTE);
        assertThat(lookups.requests).hasSize(3);
        gateway.pollAfter(MINUTE);
        assertThat(lookups.requests).hasSize(3);

        gateway.pollAfter(MINUTE);

        assertThat(lookups.requests).hasSize(4);
        assertThat(types(team)).containsExactly("user.changed");
        assertThat(gateway.count("subject", "failures = 0")).isEqualTo(1);
    }

    @Test
    void failureOfOneSubjectDoesNotHoldAnother() {
        gateway.watch(team, GROWING);
        lookups.fail(ProblemType.PROVIDER_UNAVAILABLE, null);
        gateway.poll();
        gateway.watch(team, OTHER);
        gateway.poll();

        assertThat(gateway.count("watch", "snapshot IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void oldestWatchWithBudgetPays() {
        Caller first = gateway.caller("first", 24);
        Caller second = gateway.caller("second", 24);
        gateway.watch(first, GROWING.replace("}", ",\"requestSource\":\"ZAPIER\"}"));
        CLOCK.advance(MINUTE);
        gateway.watch(second, GROWING.replace("}", ",\"requestSource\":\"N8N\"}"));
        gateway.poll();
        assertThat(lookups.requests).hasSize(1);
        LookupFixture.await(real.budgets.count(first, "TEST", 24));
        gateway.pollAfter(NEXT_POLL);

        assertThat(lookups.requests)
                .extracting(request -> request.payer().name() + ' ' + request.requestSource())
                .containsExactly("first ZAPIER", "first ZAPIER", "second N8N");
        assertThat(types(first)).containsExactly("user.changed");
        assertThat(types(second)).containsExactly("user.changed");
    }

    @Test
    void pollsWaitForMidnightWithoutBudget() {
        CLOCK.advance(Duration.between(CLOCK.instant(), Instant.parse("2026-06-20T20:00:00Z")));
        Caller poor = gateway.caller("poor", 24);
        gateway.watch(poor, GROWING);
        LookupFixture.await(real.budgets.count(poor, "TEST", 24));
        gateway.poll();
        CLOCK.advance(Duration.between(CLOCK.instant(), Instant.parse("2026-06-20T23:59:59Z")));
        gateway.poll();
        assertThat(lookups.requests).hasSize(1);
        assertThat(SANDBOX.get().calls()).isEmpty();

        CLOCK.advance(Duration.between(CLOCK.instant(), Instant.parse("2026-06-21T00:00:00Z")));
        gateway.poll();

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(1);
        assertThat(gateway.count("watch", "snapshot IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void crashBeforeTheCommitPollsAgainAndEmitsOnce() {
        gateway.watch(team, GROWING);
        gateway.poll();
        CLOCK.advance(NEXT_POLL);
        ScriptedLookups slow = new ScriptedLookups(real.lookups);
        CompletableFuture<Void> gate = slow.shut();
        CompletableFuture<Void> lost = gateway.newJob(slow).tick();
        await().until(() -> slow.answers.get() == 1);
        gateway.poll();
        assertThat(gateway.events(team)).isEmpty();

        // The lease of the lost poll runs out.
        gateway.pollAfter(Duration.ofSeconds(61));
        assertThat(types(team)).containsExactly("user.changed");

        // The lost poll turns out to be alive.
        gate.complete(null);
        LookupFixture.await(lost);
        assertThat(types(team)).containsExactly("user.changed");
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(3);
    }

    @Test
    void stopWaitsForPollsInFlight() {
        gateway.watch(team, GROWING);
        PollJob job = gateway.newJob();
        CompletableFuture<Void> gate = lookups.shut();
        CompletableFuture<Void> poll = job.tick();
        await().until(() -> lookups.requests.size() == 1);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(job::close);
        gate.complete(null);
        LookupFixture.await(stop);

        assertThat(poll).isDone();
        assertThat(gateway.count("watch", "snapshot IS NOT NULL")).isEqualTo(1);
        gateway.watch(team, OTHER);
        LookupFixture.await(job.tick());
        assertThat(lookups.requests).hasSize(1);
    }

    @Test
    void pollsInFlightAreBounded() {
        for (int i = 0; i < 20; i++) {
            gateway.watch(team, GROWING.replace("growing.fast", "creator." + (char) ('a' + i)));
        }
        CompletableFuture<Void> gate = lookups.shut();
        CompletableFuture<Void> polls = gateway.newJob().tick();
        await().until(() -> lookups.requests.size() == 8);
        assertThat(gateway.count("subject", "lease_owner IS NOT NULL")).isEqualTo(8);

        gate.complete(null);
        LookupFixture.await(polls);
        assertThat(gateway.count("watch", "snapshot IS NOT NULL")).isEqualTo(20);
    }

    private List<String> types(Caller caller) {
        return gateway.events(caller).stream()
                .map(event -> event.path("type").asText())
                .toList();
    }
}
