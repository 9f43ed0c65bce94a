package io.github.cameltiktok.benchmark.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.benchmark.contender.LookupException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpMethods;
import org.jspecify.annotations.Nullable;

/**
 * A route with camel-http and Camel's own EIPs for the promises of the connector: a limit of calls with a queue, a
 * circuit breaker, retries that obey {@code Retry-After}, a deadline, the same record, and an error for each status.
 *
 * <p>It does less than the connector: it neither coalesces equal lookups nor cancels calls, caches nothing, has one
 * provider, and reads neither the error's text nor photo posts. A full queue, an open circuit and failures of the
 * network keep the exceptions of Camel, Resilience4j and Java.
 */
final class SamePromisesRoute extends RouteBuilder {

    private static final String CALL = "direct:call";
    private static final int MAX_RETRIES = 3;
    private static final double JITTER = 0.25;

    /** Three calls that time out fit into the deadline. */
    private static final int CALLS_WITHIN_DEADLINE = 3;

    private static final Pattern SUBJECT =
            Pattern.compile("(?:https?://(?:www\\.|m\\.)?tiktok\\.com/@([\\w.]*)/video/)?(\\d{1,19})(?:[?#].*)?");

    private final String server;
    private final int permits;
    private final Duration deadline;
    private final Duration retryDelay;
    private final Duration timeout;
    private final ObjectMapper json = new ObjectMapper();

    /** @param permits maximum number of simultaneous calls, and of lookups in the queue */
    SamePromisesRoute(String server, int permits) {
        this(server, permits, Duration.ofSeconds(25), Duration.ofSeconds(1));
    }

    SamePromisesRoute(String server, int permits, Duration deadline, Duration retryDelay) {
        this.server = server;
        this.permits = permits;
        this.deadline = deadline;
        this.retryDelay = retryDelay;
        this.timeout = deadline.dividedBy(CALLS_WITHIN_DEADLINE);
    }

    @Override
    public void configure() {
        HttpComponent http = getContext().getComponent("http", HttpComponent.class);
        http.setResponseTimeout(timeout.toMillis());
        // By default, HttpClient repeats a call with status 429 or 503 by itself, whatever the deadline.
        http.setHttpClientConfigurer(client -> client.disableAutomaticRetries());

        onException(LookupException.class, IOException.class)
                .onExceptionOccurred(this::setRetryDelay)
                .retryWhile(this::isRetried)
                .asyncDelayedRedelivery()
                .logExhausted(false);

        from(RouteLookups.ENTRY)
                .process(SamePromisesRoute::setRequest)
                .throttle(2L * permits)
                .concurrentRequestsMode()
                .rejectExecution(true)
                .throttle(permits)
                .concurrentRequestsMode()
                .process(this::checkDeadline)
                .to(CALL)
                .process(SamePromisesRoute::throwIfFailed);
        // Camel redelivers to an endpoint, but not to a circuit breaker.
        from(CALL)
                .errorHandler(noErrorHandler())
                .circuitBreaker()
                .resilience4jConfiguration()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(30)
                .permittedNumberOfCallsInHalfOpenState(3)
                .throwExceptionWhenHalfOpenOrOpenState(true)
                .end()
                .to(server + CamelHttpRoute.PATH + "?throwExceptionOnFailure=false&maxTotalConnections=" + permits
                        + "&connectionsPerRoute=" + permits)
                .process(this::readAnswer)
                .end();
    }

    /** Accepts a link or an id. */
    private static void setRequest(Exchange exchange) {
        Message message = exchange.getMessage();
        String subject = message.getBody(String.class);
        Matcher matcher = SUBJECT.matcher(subject);
        if (!matcher.matches()) {
            throw new LookupException(Kind.INVALID_REQUEST, "no link or id of a video: " + subject, null);
        }
        String handle = Objects.requireNonNullElse(matcher.group(1), "_").toLowerCase(Locale.ROOT);
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.POST);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Authorization", "Bearer " + CamelHttpRoute.API_KEY);
        message.setBody("{\"url\":\"https://www.tiktok.com/@" + handle + "/video/" + matcher.group(2)
                + "\",\"requestSource\":\"API\"}");
    }

    private void checkDeadline(Exchange exchange) {
        if (!isTimeLeft(exchange, 0)) {
            throw new LookupException(Kind.RATE_LIMIT, "waited too long for a permit", null);
        }
    }

    /** Returns whether another call ends before the deadline, even if it times out. */
    private boolean isTimeLeft(Exchange exchange, long delayMillis) {
        return exchange.getClock().elapsed() + delayMillis + timeout.toMillis() <= deadline.toMillis();
    }

    /**
     * Turns the answer into the record. Errors of the provider or the account are thrown and count for the circuit breaker.
     * An error of the subject is the body instead, because the circuit breaker drops exceptions that it ignores.
     */
    private void readAnswer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
        if (status == 200) {
            message.setBody(HandMapping.video(json.readTree(message.getBody(InputStream.class)), Instant.now()));
            return;
        }
        LookupException failure = new LookupException(Kind.ofStatus(status), "status " + status, retryAfter(message));
        if (!failure.kind().isAboutSubject()) {
            throw failure;
        }
        message.setBody(failure);
    }

    private static void throwIfFailed(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof LookupException failure) {
            throw failure;
        }
    }

    /** Reads {@code Retry-After} in seconds; a date is ignored. */
    private static @Nullable Duration retryAfter(Message message) {
        String seconds = message.getHeader("Retry-After", "", String.class);
        return seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    /** The delay doubles with each retry, with jitter; a longer one of the provider takes precedence. */
    private void setRetryDelay(Exchange exchange) {
        long backOff = retryDelay.toMillis() << (retries(exchange) - 1);
        double delay = backOff * (1 + ThreadLocalRandom.current().nextDouble(JITTER));
        Duration demanded = failure(exchange) instanceof LookupException failure ? failure.retryAfter() : null;
        exchange.getMessage()
                .setHeader(
                        Exchange.REDELIVERY_DELAY, Math.max((long) delay, demanded == null ? 0 : demanded.toMillis()));
    }

    private boolean isRetried(Exchange exchange) {
        boolean isRetryable = !(failure(exchange) instanceof LookupException failure)
                || failure.kind().isRetryable();
        return isRetryable
                && retries(exchange) <= MAX_RETRIES
                && isTimeLeft(exchange, exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, long.class));
    }

    private static int retries(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class);
    }

    private static Exception failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }
}
