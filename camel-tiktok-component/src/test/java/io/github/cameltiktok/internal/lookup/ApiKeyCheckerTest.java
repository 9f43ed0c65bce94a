package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.internal.lookup.ApiKeyChecker.Status.Verdict;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking a provider, for free, whether it accepts a key. */
final class ApiKeyCheckerTest {

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final Rig rig = new Rig(clock, CallQuota.Store.NONE, LookupListener.NONE);
    private final AtomicInteger status = new AtomicInteger(200);
    private final Peer peer = Peer.start((request, line) -> line.write(Peer.json(status.get(), "{}")));

    @AfterEach
    void stop() {
        rig.close();
        peer.close();
    }

    private ApiKeyChecker.Status check(Access access) throws Exception {
        return rig.engine.checkKey(access.userAccess()).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | ACCEPTED | accepts the API key
                    401 | REJECTED | does not accept the API key (status 401)
                    403 | UNKNOWN  | answered with status 403
                    500 | UNKNOWN  | answered with status 500
                    302 | UNKNOWN  | answered with status 302
                    """)
    void theStatusTellsWhetherTheKeyIsAccepted(int answered, Verdict verdict, String message) throws Exception {
        status.set(answered);

        assertThat(check(Access.to(peer.uri()))).isEqualTo(new ApiKeyChecker.Status(verdict, message));
    }

    @Test
    void theCallIsTheFreeOneWithTheKeyAndNoOther() throws Exception {
        check(Access.to(peer.uri()));
        check(Access.to(peer.uri()).provider(new DumplingAi()));

        assertThat(peer.requests())
                .extracting(Peer.Request::line)
                .containsExactly("GET /v1/time HTTP/1.1", "GET /api/v2/balance HTTP/1.1");
        assertThat(peer.requests().get(0).header("X-API-Key")).containsExactly(Access.KEY);
        assertThat(peer.requests().get(1).header("Authorization")).containsExactly("Bearer " + Access.KEY);
    }

    @Test
    void aProviderIsAskedOnceAMinuteAtMost() throws Exception {
        check(Access.to(peer.uri()));
        status.set(401);
        clock.advance(ApiKeyChecker.INTERVAL.minusMillis(1));

        assertThat(check(Access.to(peer.uri())).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(peer.requests()).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(check(Access.to(peer.uri())).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(peer.requests()).hasSize(2);
    }

    @Test
    void eachKeyIsCheckedForItself() throws Exception {
        check(Access.to(peer.uri()));
        check(Access.to(peer.uri()).apiKey("another-key"));

        assertThat(peer.requests()).hasSize(2);
    }

    @Test
    void aProviderWithoutAFreeCallIsNotAsked() throws Exception {
        assertThat(check(Access.to(peer.uri()).provider(new Peekalink())))
                .isEqualTo(new ApiKeyChecker.Status(Verdict.UNKNOWN, "has no check that costs nothing"));
        assertThat(peer.requests()).isEmpty();
    }

    @Test
    void aProviderThatCannotBeReachedSaysNothingOfTheKey() throws Exception {
        ApiKeyChecker.Status check = check(Access.to(URI.create("http://127.0.0.1:1")));

        assertThat(check.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(check.message()).isEqualTo("could not connect to http://127.0.0.1:1");
    }

    @Test
    void aCheckTakesNoPlaceInTheQueueOpensNoCircuitAndCountsInNoBudget() throws Exception {
        status.set(401);
        Access access = Access.to(peer.uri()).budget(10, 10);
        rig.engine.lookup(access.forUsers());

        check(access);

        assertThat(rig.engine.queues()).extracting(Bulkhead.Status::inUse).containsExactly(0);
        assertThat(rig.engine.circuits())
                .extracting(ProviderCircuitBreaker.Status::state)
                .containsExactly(ProviderCircuitBreaker.State.CLOSED);
        assertThat(rig.engine.quotas()).extracting(CallQuota.Status::today).containsExactly(0);
    }

    @Test
    void theEngineEndsACheckWhenItIsClosedAndStartsNoOther() throws Exception {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            Access access = Access.to(silent.uri());
            CompletableFuture<ApiKeyChecker.Status> underWay = rig.engine.checkKey(access.userAccess());
            await().until(() -> !silent.requests().isEmpty());

            rig.engine.close();

            assertThat(underWay.get(5, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(check(access)).isEqualTo(underWay.join());
            await().until(() -> silent.openConnections() == 0);
        }
    }

    @Test
    void aCheckThatIsGivenUpClosesItsConnection() {
        try (Peer silent = Peer.start((request, line) -> line.awaitHangUp())) {
            CompletableFuture<ApiKeyChecker.Status> check =
                    rig.engine.checkKey(Access.to(silent.uri()).userAccess());
            await().until(() -> !silent.requests().isEmpty());

            check.cancel(true);

            await().until(() -> silent.openConnections() == 0);
        }
    }
}
