package io.github.cameltiktok.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each problem that a lookup can cause, provoked at the sandbox. */
class LookupProblemsTest {

    private static final String VIDEO = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "apidirect,  fail-400-invalid_parameter,     INVALID_REQUEST,        400, false",
        "dumplingai, fail-400-invalid-url,           INVALID_REQUEST,        400, false",
        "apidirect,  fail-404-not_found,             NOT_VISIBLE,            404, false",
        "peekalink,  fail-403-LINK_BLOCKED,          NOT_VISIBLE,            404, false",
        "apidirect,  fail-429-upstream_rate_limit,   PROVIDER_RATE_LIMITED,  429, true",
        "dumplingai, fail-503,                       PROVIDER_RATE_LIMITED,  429, true",
        "apidirect,  fail-401-invalid_api_key,       PROVIDER_CREDENTIALS,   502, false",
        "peekalink,  fail-401-NO_API_KEY,            PROVIDER_CREDENTIALS,   502, false",
        "apidirect,  fail-402-insufficient_credit,   PROVIDER_OUT_OF_CREDIT, 503, true",
        "dumplingai, fail-403,                       PROVIDER_OUT_OF_CREDIT, 503, true",
        "peekalink,  fail-429-RATE_LIMIT_EXCEEDED,   PROVIDER_OUT_OF_CREDIT, 503, true",
        "apidirect,  fail-502-upstream_error,        PROVIDER_UNAVAILABLE,   502, true",
        "apidirect,  fail-500-auth_error,            PROVIDER_UNAVAILABLE,   502, true",
        "peekalink,  fail-504-LINK_TOOK_TOO_LONG,    PROVIDER_UNAVAILABLE,   502, true",
        "apidirect,  fail-html,                      PROVIDER_UNAVAILABLE,   502, true",
        "apidirect,  fail-foreign,                   PROVIDER_UNAVAILABLE,   502, true",
        "dumplingai, fail-reset,                     PROVIDER_UNAVAILABLE,   502, true"
    })
    void failureOfTheProviderHasItsProblem(
            String provider, String key, ProblemType type, int status, boolean retryable) {
        try (LookupFixture fixture =
                LookupFixture.at(sandbox.get(), folder).provider(provider, key).start()) {
            ProblemException problem = fixture.problem(TikTokResource.VIDEO, VIDEO);

            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.type().status()).isEqualTo(status);
            assertThat(problem.type().retryable()).isEqualTo(retryable);
            assertThat(problem.provider()).isEqualTo(provider);
            assertThat(problem).hasMessageContaining(provider).hasMessageNotContaining(key);
            if (type == ProblemType.PROVIDER_RATE_LIMITED) {
                assertThat(problem.retryAfter()).isPositive();
            }
        }
    }

    @Test
    void retryAfterOfTheProviderIsPassedOn() {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                .provider("apidirect", "fail-retry-after")
                .start()) {
            ProblemException problem = fixture.problem(TikTokResource.VIDEO, VIDEO);

            assertThat(problem.type()).isEqualTo(ProblemType.PROVIDER_RATE_LIMITED);
            assertThat(problem.retryAfter()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    @Test
    void refusedKeyOfTheProviderSaysNothingAboutTheCallersKey() {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                .provider("apidirect", "fail-401-invalid_api_key")
                .start()) {
            assertThat(fixture.problem(TikTokResource.VIDEO, VIDEO))
                    .hasMessage("The gateway has no valid API key for apidirect (status 401, code invalid_api_key)."
                            + " Its operator has to set the key.");
            // The circuit breaker is open now; the cause is still the key.
            assertThat(fixture.problem(TikTokResource.VIDEO, VIDEO).type()).isEqualTo(ProblemType.PROVIDER_CREDENTIALS);
        }
    }

    @Test
    void openCircuitBreakerHasTheTimeUntilItsNextCall() {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                .provider("apidirect", "fail-500-auth_error")
                .start()) {
            for (int failures = 0; failures < 10; failures++) {
                fixture.problem(TikTokResource.VIDEO, VIDEO);
            }
            sandbox.get().clearLog();

            ProblemException problem = fixture.problem(TikTokResource.VIDEO, VIDEO);

            assertThat(problem.type()).isEqualTo(ProblemType.CIRCUIT_OPEN);
            assertThat(problem.type().status()).isEqualTo(503);
            assertThat(problem.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
            assertThat(sandbox.get().calls("apidirect")).isZero();
        }
    }

    @Test
    void fullQueueIsARateLimit() {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                .provider("apidirect", "fail-hang")
                .withShortQueue(1)
                .start()) {
            List<CompletableFuture<Lookups.Result>> waiting = Stream.of(VIDEO, "7311111111111111112")
                    .map(video -> fixture.lookups.find(new Lookups.Request(
                            TikTokResource.VIDEO, video, null, false, null, LookupFixture.caller(null))))
                    .toList();
            Awaitility.await().untilAsserted(() -> assertThat(sandbox.get().calls("apidirect"))
                    .isOne());

            ProblemException problem = fixture.problem(TikTokResource.VIDEO, "7311111111111111113");

            assertThat(problem.type()).isEqualTo(ProblemType.PROVIDER_RATE_LIMITED);
            assertThat(problem.retryAfter()).isPositive();
            assertThat(problem).hasMessageContaining("queue full");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
    }

    @ParameterizedTest(name = "{1} is {2}")
    @CsvSource({
        "VIDEO, https://www.tiktok.com/@some.cook,           is a user",
        "USER,  7311111111111111111,                         is a video",
        "VIDEO, https://tiktok.com.example.org/@a.b/video/1, only looks like",
        "VIDEO, two words,                                   '',"
    })
    void wrongSubjectIsRefusedWithoutACall(TikTokResource kind, String subject, String reason) {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder).start()) {
            ProblemException problem = fixture.problem(kind, subject);

            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(problem).hasMessageContaining(reason).hasMessageNotContaining("CamelTikTok");
            assertThat(sandbox.get().calls()).isEmpty();
        }
    }

    @Test
    void unknownProviderIsRefused() {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder).start()) {
            ProblemException problem = LookupFixture.failure(fixture.lookups.find(new Lookups.Request(
                    TikTokResource.VIDEO, VIDEO, "unknown", false, null, LookupFixture.caller(null))));

            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(problem).hasMessageContaining("[apidirect, dumplingai, peekalink]");
        }
    }

    @Test
    void failuresOfAUsersStepHaveAProblem() {
        List<String> found = new ArrayList<>();
        List.<Exception>of(
                        new IOException("secret-host refused"),
                        new IllegalStateException("secret-value"),
                        new ProblemException(ProblemType.FORBIDDEN, "Only videos of this week."))
                .forEach(failure -> {
                    try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                            .routes(failing(failure))
                            .start()) {
                        ProblemException problem = fixture.problem(TikTokResource.VIDEO, VIDEO);
                        found.add(problem.type() + ": " + problem.getMessage());
                    }
                });

        assertThat(found)
                .containsExactly(
                        "PROVIDER_UNAVAILABLE: A service that the route direct:video calls failed. Retry later.",
                        "INTERNAL_ERROR: The route direct:video failed in the gateway. Its log has the cause under the id"
                                + " of this request.",
                        "FORBIDDEN: Only videos of this week.");
    }

    @Test
    void routeWithoutARecordIsAnInternalError() {
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:video").setBody(constant("nothing"));
            }
        };
        try (LookupFixture fixture =
                LookupFixture.at(sandbox.get(), folder).routes(routes).start()) {
            assertThat(fixture.problem(TikTokResource.VIDEO, VIDEO))
                    .hasMessageContaining("direct:video of the gateway ended without a TikTokVideo")
                    .extracting(ProblemException::type)
                    .isEqualTo(ProblemType.INTERNAL_ERROR);
            assertThat(fixture.problem(TikTokResource.USER, "some.cook"))
                    .hasMessageContaining("no running route direct:user");
        }
    }

    @Test
    void routeThatNeverEndsIsEndedByTheLimit() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:video").process(new Waiting(never));
            }
        };
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                .routes(routes)
                .limit(Duration.ofMillis(100))
                .start()) {
            assertThat(fixture.problem(TikTokResource.VIDEO, VIDEO).type()).isEqualTo(ProblemType.DEADLINE);
            never.complete(null);
        }
    }

    private static RouteBuilder failing(Exception failure) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:video").process((Processor) exchange -> {
                    throw failure;
                });
            }
        };
    }
}
