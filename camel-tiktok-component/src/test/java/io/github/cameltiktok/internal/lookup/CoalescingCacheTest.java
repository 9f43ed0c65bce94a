package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coalesced lookups and cached outcomes. */
final class CoalescingCacheTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final EngineFixture fixture = new EngineFixture();
    private final CoalescingCache cache = new CoalescingCache(clock, fixture.worker);
    private final LookupPlan<TikTokUser> plan = Steps.plan(false, List.of("apidirect"));
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Function<LookupExecution<TikTokUser>, CompletableFuture<LookupResult<TikTokUser>>> provider =
            execution -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));

    CoalescingCacheTest() {
        cache.ensureCapacity(100);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private LookupChain<TikTokUser> lookup(Duration ttl) {
        return lookup(ttl, false);
    }

    private LookupChain<TikTokUser> lookup(Duration ttl, boolean needsBody) {
        return Steps.chain(
                new LookupPlan<>(plan.providers(), false, ttl, 100, needsBody),
                new Bulkhead(1, 1),
                fixture.timer,
                cache,
                Steps.answering(execution -> {
                    calls.incrementAndGet();
                    return provider.apply(execution);
                }));
    }

    private static LookupQuery query(String text) {
        return new LookupQuery(TikTokLink.parse(text), "API", DEADLINE);
    }

    private Origin origin(Duration ttl, String text) {
        return found(lookup(ttl).find(query(text))).origin();
    }

    private static Found<TikTokUser> found(CompletableFuture<LookupResult<TikTokUser>> lookup) {
        return (Found<TikTokUser>) lookup.join();
    }

    private static CompletableFuture<LookupResult<TikTokUser>> failed(ErrorKind errorKind) {
        return CompletableFuture.completedFuture(LookupResults.failed("apidirect", errorKind));
    }

    @Test
    void equalLookupsInFlightShareOneCall() throws Exception {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        List<CompletableFuture<LookupResult<TikTokUser>>> lookups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lookups.add(lookup(Duration.ZERO).find(query("@khaby.lame")));
        }

        call.complete(LookupResults.user("khaby.lame"));

        assertThat(calls).hasValue(1);
        assertThat(found(lookups.get(0)).origin()).isEqualTo(Origin.CALLED);
        for (CompletableFuture<LookupResult<TikTokUser>> follower : lookups.subList(1, 20)) {
            Found<TikTokUser> result = EngineFixture.found(follower);
            assertThat(result.origin()).isEqualTo(Origin.COALESCED);
            assertThat(result.record().handle()).isEqualTo("khaby.lame");
        }
    }

    @Test
    void failureIsSharedWithItsNumberOfCalls() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));

        call.complete(LookupResults.failed("apidirect", ErrorKind.UPSTREAM).withCalls(3));

        assertThat(EngineFixture.failure(leader)).hasMessage("apidirect fails");
        assertThat(EngineFixture.failure(follower)).hasMessage("apidirect fails");
        assertThat(EngineFixture.failure(follower).attempts()).isEqualTo(3);
        assertThat(calls).hasValue(1);
    }

    @Test
    void lookupWithoutCacheTtlMakesItsOwnCall() {
        assertThat(origin(Duration.ZERO, "@khaby.lame")).isEqualTo(Origin.CALLED);
        assertThat(origin(Duration.ZERO, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void recordIsCachedForTheCacheTtl() {
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
        clock.advance(HOUR.minusSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CACHED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void lookupWithShorterCacheTtlIgnoresOlderEntry() {
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
    void allFormsOfALinkShareOneEntry(String link) {
        origin(HOUR, "7516594811734854943");

        assertThat(origin(HOUR, link)).isEqualTo(Origin.CACHED);
    }

    @Test
    void notFoundIsCachedForATenthOfTheCacheTtl() {
        provider = execution -> failed(ErrorKind.NOT_FOUND);
        EngineFixture.failure(lookup(HOUR).find(query("@missing.creator")));
        clock.advance(Duration.ofMinutes(6).minusSeconds(1));
        assertThat(EngineFixture.failure(lookup(HOUR).find(query("@missing.creator")))
                        .failure()
                        .errorKind())
                .isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(calls).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        EngineFixture.failure(lookup(HOUR).find(query("@missing.creator")));
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"INVALID_REQUEST", "CREDENTIALS", "QUOTA", "RATE_LIMIT", "UPSTREAM", "ANOTHER_SUBJECT"})
    void otherFailuresAreNotCached(ErrorKind errorKind) {
        provider = execution -> failed(errorKind);
        EngineFixture.failure(lookup(HOUR).find(query("@missing.creator")));
        EngineFixture.failure(lookup(HOUR).find(query("@missing.creator")));

        assertThat(calls).hasValue(2);
    }

    @Test
    void entryExpiresAMinuteBeforeItsMediaUrls() {
        Instant expiry = clock.instant().plus(Duration.ofMinutes(30));
        provider = execution -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame", expiry, 100));
        origin(HOUR, "@khaby.lame");

        clock.advance(Duration.ofMinutes(29).minusSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CACHED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void recordWithExpiredMediaUrlsIsNotCached() {
        provider = execution -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame", Instant.EPOCH, 100));
        origin(HOUR, "@khaby.lame");

        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void largeResponseCountsAsSeveralEntries() {
        provider = execution -> CompletableFuture.completedFuture(
                LookupResults.user("khaby.lame", null, 9 * CoalescingCache.UNIT_BYTES));
        for (int i = 0; i < 200; i++) {
            origin(HOUR, "@creator" + i);
        }

        assertThat(cache.size()).isBetween(5L, 10L);
    }

    @Test
    void lookupsInFlightAreNeverEvicted() {
        provider = execution -> new CompletableFuture<>();
        for (int i = 0; i < 200; i++) {
            lookup(HOUR).find(query("@creator" + i));
        }

        lookup(HOUR).find(query("@creator0"));

        assertThat(calls).hasValue(200);
        assertThat(cache.size()).isEqualTo(200);
    }

    @Test
    void bodyIsCachedOnlyForPlansThatNeedIt() {
        found(lookup(HOUR).find(query("@khaby.lame")));

        assertThat(found(lookup(HOUR).find(query("@khaby.lame"))).response().body())
                .isEmpty();
        Found<TikTokUser> raw = found(lookup(HOUR, true).find(query("@khaby.lame")));
        assertThat(raw.origin()).as("an entry without body is not used").isEqualTo(Origin.CALLED);
        Found<TikTokUser> again = found(lookup(HOUR, true).find(query("@khaby.lame")));
        assertThat(again.origin()).isEqualTo(Origin.CACHED);
        assertThat(again.response().body()).hasSize(100);
    }

    @Test
    void clearEvictsEntriesAndKeepsLookupsInFlight() {
        origin(HOUR, "@khaby.lame");
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        CompletableFuture<LookupResult<TikTokUser>> inFlight = lookup(HOUR).find(query("@some.cook"));

        cache.clear();
        CompletableFuture<LookupResult<TikTokUser>> coalesced = lookup(HOUR).find(query("@some.cook"));
        call.complete(LookupResults.user("some.cook"));

        assertThat(found(inFlight).record().handle()).isEqualTo("some.cook");
        assertThat(found(coalesced).origin()).isEqualTo(Origin.COALESCED);
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void cancelledLeaderLeavesTheCallToItsFollower() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));

        leader.cancel(true);
        call.complete(LookupResults.user("khaby.lame"));

        assertThat(found(follower).record().handle()).isEqualTo("khaby.lame");
        assertThat(origin(HOUR, "@khaby.lame")).as("cached").isEqualTo(Origin.CACHED);
    }

    @Test
    void callIsCancelledWhenAllItsLookupsAre() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));

        follower.cancel(true);
        assertThat(call).isNotDone();
        leader.cancel(true);

        assertThat(call).isCancelled();
        assertThat(cache.size()).isZero();
        provider = execution -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));
        assertThat(origin(HOUR, "@khaby.lame")).isEqualTo(Origin.CALLED);
    }

    @Test
    void lateFollowerDoesNotExtendTheLeadersDeadline() {
        AtomicReference<LookupExecution<TikTokUser>> leader = new AtomicReference<>();
        provider = execution -> {
            leader.set(execution);
            return new CompletableFuture<>();
        };
        lookup(HOUR).find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", Duration.ofSeconds(1)));

        lookup(HOUR).find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", HOUR));

        assertThat(leader.get().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void followerWhoseDeadlinePassesReportsTheCallsOfItsLeader() {
        provider = execution -> {
            execution.countCall();
            execution.countCall();
            return new CompletableFuture<>();
        };
        lookup(Duration.ZERO).find(query("@khaby.lame"));

        LookupException failure = EngineFixture.failure(
                Steps.chain(plan, new Bulkhead(1, 1), fixture.timer, new Deadline(fixture.timer, fixture.worker), cache)
                        .find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", Duration.ofMillis(50))));

        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.UPSTREAM);
    }

    @Test
    void followerWithTimeLeftMakesItsOwnCallWhenLeaderRunsOutOfTime() throws Exception {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader =
                lookup(HOUR).find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", Duration.ofSeconds(1)));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));
        provider = execution -> CompletableFuture.completedFuture(LookupResults.user("khaby.lame"));

        call.complete(((Failed<TikTokUser>) LookupResults.notSent("apidirect", ErrorKind.RATE_LIMIT)).ranOutOfTime());

        assertThat(EngineFixture.failure(leader).failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(EngineFixture.found(follower).origin()).isEqualTo(Origin.CALLED);
        assertThat(calls).hasValue(2);
    }

    @Test
    void followerWithoutMoreTimeSharesTheFailureOfItsLeader() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        lookup(HOUR).find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", HOUR));
        CompletableFuture<LookupResult<TikTokUser>> follower =
                lookup(HOUR).find(new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", HOUR.minusMinutes(1)));

        call.complete(((Failed<TikTokUser>) LookupResults.notSent("apidirect", ErrorKind.RATE_LIMIT)).ranOutOfTime());

        assertThat(EngineFixture.failure(follower).failure().errorKind()).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(calls).hasValue(1);
    }

    @Test
    void exceptionInAStepFailsLeaderAndFollower() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        provider = execution -> call;
        CompletableFuture<LookupResult<TikTokUser>> leader = lookup(HOUR).find(query("@khaby.lame"));
        CompletableFuture<LookupResult<TikTokUser>> follower = lookup(HOUR).find(query("@khaby.lame"));

        call.completeExceptionally(new ArithmeticException("broken"));

        assertThat(EngineFixture.failure(leader)).hasMessageContaining("internal error (ArithmeticException)");
        assertThat(EngineFixture.failure(follower)).hasMessageContaining("internal error (ArithmeticException)");
        assertThat(cache.size()).isZero();
    }

    @Test
    void lookupsWithDifferentProvidersOrFailoverAreNotCoalesced() {
        LookupPlan<TikTokUser> two = Steps.plan(false, List.of("a", "b"));
        LookupPlan<TikTokUser> reversed =
                new LookupPlan<>(List.of(two.providers().get(1), two.providers().get(0)), false, HOUR, 100, false);
        LookupPlan<TikTokUser> onNotFound = new LookupPlan<>(two.providers(), true, HOUR, 100, false);
        for (LookupPlan<TikTokUser> each : List.of(two, reversed, onNotFound, two)) {
            Steps.chain(each, new Bulkhead(1, 1), fixture.timer, cache, Steps.answering(execution -> {
                        calls.incrementAndGet();
                        return new CompletableFuture<>();
                    }))
                    .find(query("@khaby.lame"));
        }

        assertThat(calls).hasValue(3);
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    void cacheGrowsToTheLargestPlanAndNeverShrinks() {
        CoalescingCache small = new CoalescingCache(clock, fixture.worker);
        assertThat(small.size()).isZero();
        small.ensureCapacity(2);
        small.ensureCapacity(5);
        small.ensureCapacity(1);
        LookupChain<TikTokUser> chain = Steps.chain(
                new LookupPlan<>(plan.providers(), false, HOUR, 5, false),
                new Bulkhead(1, 1),
                fixture.timer,
                small,
                Steps.answering(execution -> CompletableFuture.completedFuture(
                        LookupResults.user(execution.query().subject().handle()))));

        for (int i = 0; i < 20; i++) {
            chain.find(query("@creator" + i));
        }

        assertThat(small.size()).isEqualTo(5);
    }

    @Test
    void concurrentLookupsMakeOneCallPerSubject() throws Exception {
        int threads = 8;
        int rounds = 2_000;
        ConcurrentHashMap<String, AtomicInteger> callsBySubject = new ConcurrentHashMap<>();
        provider = execution -> {
            String handle = String.valueOf(execution.query().subject().handle());
            callsBySubject.computeIfAbsent(handle, name -> new AtomicInteger()).incrementAndGet();
            return CompletableFuture.supplyAsync(() -> LookupResults.user(handle), fixture.worker);
        };
        LookupChain<TikTokUser> lookup = lookup(HOUR);
        CountDownLatch done = new CountDownLatch(threads * rounds);
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                        for (int round = 0; round < rounds; round++) {
                            String handle =
                                    "creator" + ThreadLocalRandom.current().nextInt(20);
                            lookup.find(query("@" + handle)).thenAccept(result -> {
                                if (handle.equals(
                                        ((Found<TikTokUser>) result).record().handle())) {
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
    void outcomesThatAreNotCachedUseNoCapacity() {
        origin(Duration.ZERO, "@khaby.lame");
        provider = execution -> failed(ErrorKind.UPSTREAM);
        EngineFixture.failure(lookup(HOUR).find(query("@khaby.lame")));

        assertThat(cache.size()).isZero();
    }

    @Test
    void expiredEntryIsEvicted() {
        origin(HOUR, "@khaby.lame");
        assertThat(cache.size()).isEqualTo(1);

        clock.advance(HOUR.plusMinutes(1));

        assertThat(cache.size()).isZero();
    }
}
