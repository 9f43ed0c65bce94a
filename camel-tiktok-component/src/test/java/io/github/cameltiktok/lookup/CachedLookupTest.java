package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.lookup.LookupResult.Origin;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One call for those who ask the same, and answers that are used again as long as they may be. */
final class CachedLookupTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final Rig rig = new Rig();
    private final Cache cache = new Cache(clock);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Supplier<CompletableFuture<LookupResult<TikTokUser>>> provider =
            () -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));

    CachedLookupTest() {
        cache.hold(100);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private CachedLookup<TikTokUser> lookup(Duration ttl) {
        return new CachedLookup<>(
                cache,
                subject -> new Cache.Key(List.of(), "user", false, subject),
                ttl,
                query -> {
                    calls.incrementAndGet();
                    query.asks("apidirect");
                    return provider.get();
                },
                rig.worker,
                clock);
    }

    private static LookupQuery query(String text) {
        return new LookupQuery(TikTokLink.parse(text), "API", PATIENCE);
    }

    private Origin origin(Duration ttl, String text) {
        return lookup(ttl).find(query(text)).join().origin();
    }

    private static CompletableFuture<LookupResult<TikTokUser>> failed(FailureClass failureClass) {
        return CompletableFuture.failedFuture(new LookupException(
                "apidirect", ProviderFailure.withoutAnswer(failureClass, Retry.NEVER, "no"), 1, null));
    }

    @Test
    void whoAsksTheSameAtTheSameTimeSharesOneCall() throws Exception {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = () -> call;
        List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lookups.add(lookup(Duration.ZERO).find(query("@khaby.lame")));
        }

        call.complete(LookupResults.user("khaby.lame"));

        assertThat(calls).hasValue(1);
        assertThat(lookups.get(0).join().origin()).isEqualTo(Origin.CALLED);
        for (CompletableFuture<LookupResult<TikTokUser>> follower : lookups.subList(1, 20)) {
            LookupResult<TikTokUser> result = follower.get(20, TimeUnit.SECONDS);
            assertThat(result.origin()).isEqualTo(Origin.MERGED);
            assertThat(result.record().handle()).isEqualTo("khaby.lame");
        }
    }

    @Test
    void aFailureIsSharedAsWell() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = () -> call;
        CompletableFuture<?> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<?> follower = lookup(HOUR).find(query("@khaby.lame"));

        failed(FailureClass.UPSTREAM).whenComplete((value, failure) -> call.completeExceptionally(failure));

        assertThat(Rig.failure(leader)).hasMessage("no");
        assertThat(Rig.failure(follower)).hasMessage("no");
        assertThat(calls).hasValue(1);
    }

    @Test
    void withoutATimeToLiveTheNextOneAsksAnew() {
        assertThat(origin(Duration.ZERO, "@khaby.lame")).isEqualTo(Origin.CALLED);
        assertThat(origin(Duration.ZERO, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void anAnswerIsUsedAgainUntilItsTimeIsOver() {
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
        clock.advance(HOUR.minusSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CACHED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void whoWantsItFresherThanItIsAsksAnew() {
        origin(HOUR, "@khaby.lame");
        clock.advance(Duration.ofMinutes(10));

        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CACHED);
        assertThat(origin(Duration.ofMinutes(5), "@khaby.lame")).isEqualTo(Origin.CALLED);
        assertThat(origin(Duration.ofMinutes(5), "@khaby.lame")).isEqualTo(Origin.CACHED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.tiktok.com/@tiktok/video/7516594811734854943?is_from_webapp=1",
                "https://www.tiktok.com/@tiktok/photo/7516594811734854943",
                "https://m.tiktok.com/v/7516594811734854943.html",
                "https://www.tiktok.com/embed/v2/7516594811734854943",
                "https://www.tiktokv.com/share/video/7516594811734854943/",
            })
    void allFormsOfALinkAreOneEntry(String link) {
        origin(HOUR, "7516594811734854943");

        assertThat(origin(HOUR, link)).isEqualTo(Origin.CACHED);
    }

    @Test
    void aNotFoundIsKeptForATenthOfTheTime() {
        provider = () -> failed(FailureClass.NOT_FOUND);
        Rig.failure(lookup(HOUR).find(query("@nobody")));
        clock.advance(Duration.ofMinutes(6).minusSeconds(1));
        assertThat(Rig.failure(lookup(HOUR).find(query("@nobody"))).failure().failureClass())
                .isEqualTo(FailureClass.NOT_FOUND);
        assertThat(calls).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        Rig.failure(lookup(HOUR).find(query("@nobody")));
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"CALLER", "KEY", "QUOTA", "RATE_LIMIT", "UPSTREAM", "PROVIDER_BROKEN"})
    void noOtherFailureIsKept(FailureClass failureClass) {
        provider = () -> failed(failureClass);
        Rig.failure(lookup(HOUR).find(query("@nobody")));
        Rig.failure(lookup(HOUR).find(query("@nobody")));

        assertThat(calls).hasValue(2);
    }

    @Test
    void anAnswerIsForgottenBeforeItsMediaLinksExpire() {
        Instant expiry = clock.instant().plus(Duration.ofMinutes(30));
        provider = () -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame", expiry, 100));
        origin(HOUR, "@khaby.lame");

        clock.advance(Duration.ofMinutes(29).minusSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CACHED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void anAnswerWhoseMediaLinksHaveExpiredIsNotKeptAtAll() {
        provider = () -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame", Instant.EPOCH, 100));
        origin(HOUR, "@khaby.lame");

        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void theCacheHoldsNoMoreThanItShould() {
        for (int i = 0; i < 1_000; i++) {
            origin(HOUR, "@creator" + i);
        }

        assertThat(cache.size()).isBetween(50L, 100L);
    }

    @Test
    void largeAnswersCountAsSeveral() {
        provider =
                () -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame", null, 9 * Cache.UNIT_BYTES));
        for (int i = 0; i < 1_000; i++) {
            origin(HOUR, "@creator" + i);
        }

        assertThat(cache.size()).isBetween(5L, 10L);
    }

    @Test
    void lookupsUnderWayAreNeverForgottenWhateverTheSizeOfTheCache() {
        Cache tiny = new Cache(clock);
        Flight flight = new Flight(query("@khaby.lame"));
        Cache.Key key = new Cache.Key(List.of(), "user", false, "user:khaby.lame");
        tiny.putIfAbsent(key, flight);
        for (int i = 0; i < 100; i++) {
            tiny.putIfAbsent(new Cache.Key(List.of(), "user", false, "user:" + i), new Flight(query("@khaby.lame")));
        }

        assertThat(tiny.get(key)).isSameAs(flight);
        assertThat(tiny.size()).isEqualTo(101);
    }

    @Test
    void clearingForgetsAnswersAndLeavesWhatIsUnderWay() {
        origin(HOUR, "@khaby.lame");
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = () -> call;
        CompletableFuture<LookupResult<TikTokUser>> underWay = lookup(HOUR).find(query("@some.cook"));

        cache.clear();
        CompletableFuture<LookupResult<TikTokUser>> merged = lookup(HOUR).find(query("@some.cook"));
        call.complete(LookupResults.user("some.cook"));

        assertThat(underWay.join().record().handle()).isEqualTo("some.cook");
        assertThat(merged.join().origin()).isEqualTo(Origin.MERGED);
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void oneWhoGivesUpTakesTheCallFromNobodyElse() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = () -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));

        leader.cancel(true);
        call.complete(LookupResults.user("khaby.lame"));

        assertThat(follower.join().record().handle()).isEqualTo("khaby.lame");
        assertThat(origin(HOUR, "@khaby.lame")).as("and it is kept").isEqualTo(Origin.CACHED);
    }

    @Test
    void whenEverybodyHasGivenUpTheCallEndsAndTheNextOneAsksAnew() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = () -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));

        follower.cancel(true);
        assertThat(call).isNotDone();
        leader.cancel(true);

        assertThat(call).isCancelled();
        assertThat(cache.size()).isZero();
        provider = () -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void oneWhoComesAndGoesBeforeTheCallIsMadeEndsNothing() {
        Flight flight = new Flight(query("@khaby.lame"));

        assertThat(flight.board(query("@khaby.lame"))).isTrue();
        flight.leave();

        assertThat(flight).isNotDone();
        assertThat(flight.board(query("@khaby.lame"))).isTrue();
    }

    @Test
    void retriesGoOnForAsLongAsTheMostPatientWaits() {
        LookupQuery first = new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", Duration.ofSeconds(1));
        provider = CompletableFuture::new;
        lookup(HOUR).find(first);

        lookup(HOUR).find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", HOUR));

        assertThat(first.remaining()).isGreaterThan(Duration.ofMinutes(59));
    }

    @Test
    void manyThreadsThatAskForFewSubjectsMakeOneCallForEachAndAllGetTheirAnswer() throws Exception {
        int threads = 8;
        int rounds = 2_000;
        ConcurrentHashMap<String, AtomicInteger> callsBySubject = new ConcurrentHashMap<>();
        CachedLookup<TikTokUser> lookup = new CachedLookup<>(
                cache,
                subject -> new Cache.Key(List.of(), "user", false, subject),
                HOUR,
                query -> {
                    String handle = String.valueOf(query.subject().handle());
                    callsBySubject
                            .computeIfAbsent(handle, name -> new AtomicInteger())
                            .incrementAndGet();
                    return CompletableFuture.supplyAsync(() -> LookupResults.user(handle), rig.worker);
                },
                rig.worker,
                clock);
        CountDownLatch done = new CountDownLatch(threads * rounds);
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                        for (int round = 0; round < rounds; round++) {
                            String handle =
                                    "creator" + ThreadLocalRandom.current().nextInt(20);
                            lookup.find(query("@" + handle)).thenAccept(result -> {
                                if (handle.equals(result.record().handle())) {
                                    done.countDown();
                                }
                            });
                        }
                    })
                    .start();
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(callsBySubject.values()).hasSize(20).allSatisfy(count -> assertThat(count)
                .hasValue(1));
    }

    @Test
    void whatMayNotBeUsedAgainTakesNoRoom() {
        origin(Duration.ZERO, "@khaby.lame");
        provider = () -> failed(FailureClass.UPSTREAM);
        Rig.failure(lookup(HOUR).find(query("@khaby.lame")));

        assertThat(cache.size()).isZero();
    }

    @Test
    void whatIsTooOldIsClearedAway() {
        origin(HOUR, "@khaby.lame");
        clock.advance(HOUR.plusMinutes(1));

        cache.clear();

        assertThat(cache.size()).isZero();
    }
}
