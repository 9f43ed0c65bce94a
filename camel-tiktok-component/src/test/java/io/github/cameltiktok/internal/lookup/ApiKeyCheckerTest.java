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

/** Checks of an API key through a free call. */
final class ApiKeyCheckerTest {

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final EngineFixture fixture = new EngineFixture(clock, CallQuota.Store.NONE, LookupListener.NONE);
    private final AtomicInteger status = new AtomicInteger(200);
    private final RawHttpServer server =
            RawHttpServer.start((request, connection) -> connection.write(RawHttpServer.json(status.get(), "{}")));

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private ApiKeyChecker.Status check(LookupSettings settings) throws Exception {
        return fixture.engine.checkKey(settings.userConfig()).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | ACCEPTED | accepts the API key
                    401 | REJECTED | does not accept the API key (status 401)
                    403 | UNKNOWN  | answered with status 403
                    500 | UNKNOWN  | answered with status 500
                    302 | UNKNOWN  | answered with status 302
                    """)
    void statusDeterminesTheVerdict(int returned, Verdict verdict, String message) throws Exception {
        status.set(returned);

        assertThat(check(LookupSettings.to(server.uri()))).isEqualTo(new ApiKeyChecker.Status(verdict, message));
    }

    @Test
    void checkMakesTheFreeCallWithTheKey() throws Exception {
        check(LookupSettings.to(server.uri()));
        check(LookupSettings.to(server.uri()).provider(new DumplingAi()));

        assertThat(server.requests())
                .extracting(RawHttpServer.Request::line)
                .containsExactly("GET /v1/time HTTP/1.1", "GET /api/v2/balance HTTP/1.1");
        assertThat(server.requests().get(0).header("X-API-Key")).containsExactly(LookupSettings.KEY);
        assertThat(server.requests().get(1).header("Authorization")).containsExactly("Bearer " + LookupSettings.KEY);
    }

    @Test
    void keyIsCheckedOnceAMinuteAtMost() throws Exception {
        check(LookupSettings.to(server.uri()));
        status.set(401);
        clock.advance(ApiKeyChecker.INTERVAL.minusMillis(1));

        assertThat(check(LookupSettings.to(server.uri())).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(server.requests()).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(check(LookupSettings.to(server.uri())).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void eachKeyIsCheckedSeparately() throws Exception {
        check(LookupSettings.to(server.uri()));
        check(LookupSettings.to(server.uri()).apiKey("another-key"));

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void providerWithoutFreeCallIsNotCalled() throws Exception {
        assertThat(check(LookupSettings.to(server.uri()).provider(new Peekalink())))
                .isEqualTo(new ApiKeyChecker.Status(Verdict.UNKNOWN, "has no check that costs nothing"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void unreachableProviderGivesNoVerdict() throws Exception {
        ApiKeyChecker.Status check = check(LookupSettings.to(URI.create("http://127.0.0.1:1")));

        assertThat(check.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(check.message()).isEqualTo("could not connect to http://127.0.0.1:1");
    }

    @Test
    void checkUsesNoPermitCircuitOrQuota() throws Exception {
        status.set(401);
        LookupSettings settings = LookupSettings.to(server.uri()).quota(10, 10);
        fixture.engine.lookup(settings.forUsers());

        check(settings);

        assertThat(fixture.engine.queues()).extracting(Bulkhead.Status::inUse).containsExactly(0);
        assertThat(fixture.engine.circuits())
                .extracting(ProviderCircuitBreaker.Status::state)
                .containsExactly(ProviderCircuitBreaker.State.CLOSED);
        assertThat(fixture.engine.quotas()).extracting(CallQuota.Status::today).containsExactly(0);
    }

    @Test
    void closingTheEngineEndsTheCheck() throws Exception {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            LookupSettings settings = LookupSettings.to(silent.uri());
            CompletableFuture<ApiKeyChecker.Status> underWay = fixture.engine.checkKey(settings.userConfig());
            await().until(() -> !silent.requests().isEmpty());

            fixture.engine.close();

            assertThat(underWay.get(5, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(check(settings)).isEqualTo(underWay.join());
            await().until(() -> silent.openConnections() == 0);
        }
    }

    @Test
    void cancelledCheckClosesItsConnection() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            CompletableFuture<ApiKeyChecker.Status> check =
                    fixture.engine.checkKey(LookupSettings.to(silent.uri()).userConfig());
            await().until(() -> !silent.requests().isEmpty());

            check.cancel(true);

            await().until(() -> silent.openConnections() == 0);
        }
    }
}
