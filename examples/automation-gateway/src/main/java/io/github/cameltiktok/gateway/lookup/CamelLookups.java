package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.gateway.access.Budgets;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Sends each lookup through the route {@code direct:video} or {@code direct:user}. A lookup holds no thread while it waits for
 * the provider. Thread-safe.
 */
public final class CamelLookups implements Lookups {

    /** Whether a cached answer is not good enough; {@code true} or {@code false}. */
    public static final String FRESH = "GatewayFresh";

    /** Name of the caller whose budget pays. */
    public static final String CALLER = "GatewayCaller";

    /** Source of calls whose request names none; also the component's. */
    static final String DEFAULT_SOURCE = "API";

    /** Threads that start routes and write answers, so that neither an event loop nor a database thread does. */
    private static final int THREADS = 4;

    private final Map<TikTokResource, AsyncProducer> routes = new EnumMap<>(TikTokResource.class);
    private final CamelContext context;
    private final Budgets budgets;
    private final Prices prices;
    private final LookupMeters meters;
    private final Duration limit;
    private final ExecutorService threads;

    /**
     * @param limit longest time of a lookup, steps of a changed route included; longer than the deadline of the component
     * @throws Exception if the routes' endpoints cannot be created
     */
    public CamelLookups(CamelContext context, Budgets budgets, Prices prices, LookupMeters meters, Duration limit)
            throws Exception {
        this.context = context;
        this.budgets = budgets;
        this.prices = prices;
        this.meters = meters;
        this.limit = limit;
        for (TikTokResource kind : TikTokResource.values()) {
            // Without block=false, a lookup would hold its thread for 30 s if the route is missing.
            AsyncProducer producer =
                    context.getEndpoint(uri(kind) + "?block=false").createAsyncProducer();
            context.addService(producer);
            routes.put(kind, producer);
        }
        threads = context.getExecutorServiceManager().newFixedThreadPool(this, "gateway-lookups", THREADS);
    }

    @Override
    public CompletableFuture<Result> find(Request request) {
        return budgets.check(request.payer())
                .handleAsync(
                        (checked, failure) -> failure == null ? send(request, null) : cached(request, failure), threads)
                .thenCompose(Function.identity());
    }

    /** Cached and shared answers are free, so a caller without budget gets them. */
    private CompletableFuture<Result> cached(Request request, Throwable failure) {
        ProblemException exhausted = LookupProblems.find(ProblemException.class, failure);
        return exhausted == null || request.fresh()
                ? CompletableFuture.failedFuture(failure)
                : send(request, exhausted);
    }

    /** @param exhausted for a lookup that may make no call; otherwise {@code null} */
    private CompletableFuture<Result> send(Request request, @Nullable ProblemException exhausted) {
        AsyncProducer route = Objects.requireNonNull(routes.get(request.kind()));
        Exchange exchange = route.getEndpoint().createExchange(ExchangePattern.InOut);
        fill(exchange.getMessage(), request);
        if (exhausted != null) {
            exchange.getMessage().setHeader(TikTokHeaders.ONLY_IF_CACHED, true);
        }
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        route.process(exchange, doneSync -> ended.complete(exchange));
        // Calls are counted even if the lookup has taken too long for the answer.
        CompletableFuture<Result> counted = ended.thenCompose(
                done -> count(request, done).thenApplyAsync(written -> result(request, done, exhausted), threads));
        return counted.copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(LookupProblems.of(failure, uri(request.kind()))));
    }

    private static void fill(Message message, Request request) {
        message.setBody(Subjects.body(request.kind(), request.subject()));
        message.setHeader(FRESH, request.fresh());
        message.setHeader(CALLER, request.payer().name());
        if (request.provider() != null) {
            message.setHeader(TikTokHeaders.PROVIDER, request.provider());
        }
        if (request.requestSource() != null) {
            message.setHeader(TikTokHeaders.REQUEST_SOURCE, request.requestSource());
        }
    }

    private CompletableFuture<Void> count(Request request, Exchange done) {
        int calls = done.getException() == null
                ? attempts(done.getMessage())
                : attempts(LookupProblems.find(TikTokException.class, done.getException()));
        if (calls == 0) {
            return CompletableFuture.completedFuture(null);
        }
        String source = Objects.requireNonNullElse(request.requestSource(), DEFAULT_SOURCE);
        meters.count(request.payer().name(), source, request.kind(), calls);
        return budgets.count(request.payer(), source, calls);
    }

    /** Returns the calls of a failed lookup to all providers. */
    private static int attempts(@Nullable TikTokException failure) {
        if (failure == null) {
            return 0;
        }
        int calls = failure.attempts();
        for (Throwable earlier : failure.getSuppressed()) {
            calls += earlier instanceof TikTokException other ? other.attempts() : 0;
        }
        return calls;
    }

    private static int attempts(Message message) {
        return message.getHeader(TikTokHeaders.ATTEMPTS, 0, Integer.class);
    }

    private Result result(Request request, Exchange done, @Nullable ProblemException exhausted) {
        if (done.getException() != null) {
            if (exhausted != null && isNotCached(done.getException())) {
                throw exhausted;
            }
            throw LookupProblems.of(done.getException(), uri(request.kind()));
        }
        Message message = done.getMessage();
        if (!(message.getBody() instanceof TikTokRecord record)
                || !request.kind().recordType().isInstance(record)) {
            throw new ProblemException(
                    ProblemType.INTERNAL_ERROR,
                    "The route " + uri(request.kind()) + " of the gateway ended without a "
                            + request.kind().recordType().getSimpleName()
                            + " as its body. Only the operator can mend it.");
        }
        String provider = record.source().provider();
        int attempts = attempts(message);
        Price price = prices.of(provider, request.kind());
        return new Result(
                record,
                TikTokJson.bytes(record),
                provider,
                attempts,
                message.getHeader(TikTokHeaders.CACHE_HIT, false, Boolean.class),
                prices.cost(provider, request.kind(), attempts),
                price == null ? null : price.unit());
    }

    private static boolean isNotCached(Exception failure) {
        TikTokUnavailableException lookup = LookupProblems.find(TikTokUnavailableException.class, failure);
        return lookup != null && lookup.reason() == TikTokUnavailableException.Reason.NOT_CACHED;
    }

    private static String uri(TikTokResource kind) {
        return "direct:" + kind.uriName();
    }

    /** Ends the threads. Lookups in flight end with the routes. */
    public void close() {
        context.getExecutorServiceManager().shutdownGraceful(threads);
    }
}
