package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.sandbox.BrokenAnswer;
import io.github.cameltiktok.sandbox.DocumentedFailure;
import io.github.cameltiktok.sandbox.DocumentedFailure.Meaning;
import io.github.cameltiktok.sandbox.DocumentedFailure.Retry;
import io.github.cameltiktok.sandbox.DocumentedFailures;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.HttpResponseAware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions thrown to routes, for every failure that the providers document. */
final class ExceptionMappingTest {

    private static final String LINK = "https://www.tiktok.com/@tiktok/video/7516594811734854943";

    private static final Map<Meaning, Class<? extends TikTokException>> CLASSES = Map.of(
            Meaning.INVALID_REQUEST, TikTokInvalidRequestException.class,
            Meaning.CREDENTIALS, TikTokCredentialsException.class,
            Meaning.BILLING, TikTokQuotaException.class,
            Meaning.QUOTA, TikTokQuotaException.class,
            Meaning.RATE_LIMIT, TikTokRateLimitException.class,
            Meaning.NOT_FOUND, TikTokNotFoundException.class,
            Meaning.BLOCKED, TikTokNotFoundException.class,
            Meaning.UPSTREAM, TikTokUnavailableException.class,
            Meaning.PROVIDER_BROKEN, TikTokUnavailableException.class);

    private static final Map<Class<? extends TikTokException>, String> ADVICE = Map.of(
            TikTokInvalidRequestException.class, "Check the link, id or handle.",
            TikTokCredentialsException.class, "Check the API key: camel.component.tiktok.",
            TikTokQuotaException.class, "Check credits, billing and limits",
            TikTokRateLimitException.class, "Ask again later",
            TikTokNotFoundException.class, "It is not visible",
            TikTokUnavailableException.class, "retry");

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    static List<DocumentedFailure> documented() {
        return DocumentedFailures.all();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void documentedFailureMapsToContractException(DocumentedFailure failure) throws Exception {
        TikTokException seen = failure(failure.provider(), failure.key());
        // With maxRetries=0, only errors documented as retry-once are retried.
        int attempts = failure.retry() == Retry.ONCE ? 2 : 1;

        assertThat(seen).isExactlyInstanceOf(CLASSES.get(failure.meaning()));
        assertThat(seen.provider()).isEqualTo(failure.provider());
        assertThat(seen.statusCode()).isEqualTo(failure.status());
        assertThat(seen.providerCode()).isEqualTo(failure.code());
        assertThat(seen.retryable()).isEqualTo(failure.retry() != Retry.NO);
        assertThat(seen.attempts()).isEqualTo(attempts);
        assertThat(seen.requestSource()).as("default request source").isEqualTo("API");
        assertThat(((HttpResponseAware) seen).getHttpResponseCode()).isEqualTo(failure.status());
        assertThat(seen)
                .message()
                .startsWith("Lookup of video " + LINK + ": " + failure.provider())
                .contains("status " + failure.status(), attempts + " attempt", ADVICE.get(seen.getClass()))
                .contains(failure.code() == null ? "" : "code " + failure.code())
                .doesNotContain(failure.key(), "\n");
        assertThat(seen.getStackTrace()).as("frames of the engine").isEmpty();
        assertThat(camel.sandbox().calls()).hasSize(attempts);
        assertSurvivesSerialization(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void wrongKeyIsReportedAsRejected(String provider) {
        TikTokException seen = failure(provider, "no-such-key");

        assertThat(seen).isInstanceOf(TikTokCredentialsException.class);
        assertThat(seen.statusCode()).isEqualTo(401);
        assertThat(seen)
                .message()
                .contains("camel.component.tiktok." + provider + ".api-key")
                .doesNotContain("no-such-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void retryAfterIsReported(String provider) {
        TikTokException seen = failure(provider, DocumentedFailures.RETRY_AFTER_KEY);

        assertThat(seen).isInstanceOfSatisfying(TikTokRateLimitException.class, limit -> assertThat(limit.retryAfter())
                .isEqualTo(Duration.ofSeconds(1)));
        assertThat(seen).message().contains("Ask again in 1 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void brokenResponseIsUnavailableWithoutParserDetails(String provider) {
        for (SpecialSubject subject :
                List.of(SpecialSubject.HTML_ANSWER, SpecialSubject.EMPTY_BODY, SpecialSubject.CUT_JSON)) {
            Exchange answer = camel.send("tiktok:video?provider=" + provider, subject.videoId());

            assertThat(answer.getException())
                    .as(subject.name())
                    .isInstanceOf(TikTokUnavailableException.class)
                    .message()
                    .contains(provider, subject.videoId(), "1 attempt)")
                    .doesNotContain("com.fasterxml", "\n")
                    .hasSizeLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void invisibleCreatorIsNotFound(String provider) {
        Exchange answer = camel.send("tiktok:user?provider=" + provider, "@not.found");

        assertThat(answer.getException())
                .isInstanceOf(TikTokNotFoundException.class)
                .hasMessageStartingWith("Lookup of user https://www.tiktok.com/@not.found: " + provider);
    }

    @Test
    void refusedConnectionIsUnavailableAndRetryable() throws Exception {
        Exchange answer = camel.send("tiktok:video?provider=apidirect&baseUrl=http://127.0.0.1:1", LINK);

        assertThat(answer.getException()).isInstanceOfSatisfying(TikTokUnavailableException.class, seen -> {
            assertThat(seen.reason()).isEqualTo(TikTokUnavailableException.Reason.PROVIDER);
            assertThat(seen.retryable()).isTrue();
            assertThat(seen.statusCode()).isNull();
            assertThat(seen.getHttpResponseCode()).isZero();
        });
        assertThat(answer.getException()).hasMessageContaining("could not connect to http://127.0.0.1:1");
        assertSurvivesSerialization((TikTokException) answer.getException());
    }

    @Test
    void requestSourceOfExceptionPrefersHeaderToOption() {
        String uri = "tiktok:video?provider=apidirect&requestSource=ZAPIER";
        String id = SpecialSubject.NOT_FOUND.videoId();
        Exchange byOption = camel.send(uri, id);
        Exchange byHeader = camel.send(uri, id, Map.of(TikTokHeaders.REQUEST_SOURCE, "MAKE_DOT_COM"));

        assertThat(byOption.getException(TikTokException.class).requestSource()).isEqualTo("ZAPIER");
        assertThat(byHeader.getException(TikTokException.class).requestSource()).isEqualTo("MAKE_DOT_COM");
    }

    @Test
    void rejectedSubjectHasNoAttemptsAndNoRequestSource() {
        Exchange answer = camel.send(
                "tiktok:video?provider=apidirect", "no link", Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));

        assertThat(answer.getException()).isInstanceOfSatisfying(TikTokInvalidRequestException.class, seen -> {
            assertThat(seen.attempts()).isZero();
            assertThat(seen.requestSource()).isNull();
        });
    }

    @Test
    void deadlineExceptionCountsInterruptedCall() {
        Exchange answer = camel.send(
                "tiktok:video?provider=peekalink&deadline=1000&apiKey=" + BrokenAnswer.HANG.key(),
                LINK,
                Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));

        assertThat(answer.getException()).isInstanceOfSatisfying(TikTokUnavailableException.class, seen -> {
            assertThat(seen.reason()).isEqualTo(TikTokUnavailableException.Reason.DEADLINE);
            assertThat(seen.attempts()).isOne();
            assertThat(seen.requestSource()).isEqualTo("ZAPIER");
        });
    }

    @Test
    void openCircuitBreakerIsItsOwnReason() throws Exception {
        // An address of its own has a circuit breaker of its own.
        String uri = "tiktok:video?provider=apidirect&maxRetries=0&baseUrl=http://127.0.0.1:2";
        for (int failures = 0; failures < 10; failures++) {
            assertThat(camel.send(uri, LINK)
                            .getException(TikTokUnavailableException.class)
                            .reason())
                    .isEqualTo(TikTokUnavailableException.Reason.PROVIDER);
        }

        TikTokUnavailableException refused = camel.send(uri, LINK).getException(TikTokUnavailableException.class);

        assertThat(refused.reason()).isEqualTo(TikTokUnavailableException.Reason.CIRCUIT_OPEN);
        assertThat(refused.retryAfter()).isPositive();
        assertThat(refused.attempts()).isZero();
        assertSurvivesSerialization(refused);
    }

    @Test
    void invalidRequestExceptionSurvivesSerialization() throws Exception {
        Exchange answer = camel.send("tiktok:video?provider=apidirect", "no link");

        assertSurvivesSerialization((TikTokException) answer.getException());
    }

    @Test
    void credentialsExceptionWithoutCallSurvivesSerialization() throws Exception {
        assertSurvivesSerialization(new TikTokCredentialsException("no API key for apidirect", Details.REJECTED, null));
    }

    static Stream<String> providers() {
        return Stream.of("apidirect", "dumplingai", "peekalink");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void routeHandlesEachExceptionClass(String provider) throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(TikTokRateLimitException.class)
                        .handled(true)
                        .setBody()
                        .simple("retry after ${exception.retryAfter.toSeconds}");
                onException(TikTokException.class)
                        .handled(true)
                        .setBody()
                        .simple("${exception.provider} returned ${exception.httpResponseCode}");
                from("direct:" + provider).toD("tiktok:video?provider=" + provider + "&apiKey=${header.key}");
            }
        });

        Exchange limited = camel.send("direct:" + provider, LINK, Map.of("key", DocumentedFailures.RETRY_AFTER_KEY));
        Exchange other = camel.send("direct:" + provider, LINK, Map.of("key", "no-such-key"));

        assertThat(limited.getMessage().getBody()).isEqualTo("retry after 1");
        assertThat(other.getMessage().getBody()).isEqualTo(provider + " returned 401");
    }

    private static TikTokException failure(String provider, String key) {
        Exchange answer = camel.send("tiktok:video?provider=" + provider + "&apiKey=" + key, LINK);
        assertThat(answer.getException()).isInstanceOf(TikTokException.class);
        assertThat(answer.getMessage().getBody()).as("body").isEqualTo(LINK);
        return (TikTokException) answer.getException();
    }

    private static void assertSurvivesSerialization(TikTokException seen) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(seen);
        }
        TikTokException copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (TikTokException) in.readObject();
        }
        assertThat(copy)
                .isExactlyInstanceOf(seen.getClass())
                .hasMessage(seen.getMessage())
                .extracting(
                        TikTokException::provider,
                        TikTokException::statusCode,
                        TikTokException::providerCode,
                        TikTokException::retryable,
                        TikTokException::requestId,
                        TikTokException::attempts,
                        TikTokException::requestSource)
                .containsExactly(
                        seen.provider(),
                        seen.statusCode(),
                        seen.providerCode(),
                        seen.retryable(),
                        seen.requestId(),
                        seen.attempts(),
                        seen.requestSource());
    }
}
