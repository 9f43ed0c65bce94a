package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes each request to its provider or the webhook and logs it. Independent of WireMock. Thread-safe. */
final class RequestDispatcher {

    static final String WEBHOOK_PATH = "/webhook";

    private static final int WEBHOOKS_KEPT = 10_000;

    private final Clock clock;
    private final RateLimitedVideos rateLimitedVideos;
    private final List<EmulatedProvider> providers;
    private final CallLog calls = new CallLog();
    private final RecentEntries<ReceivedWebhook> webhooks = new RecentEntries<>(WEBHOOKS_KEPT);
    private final InFlight inFlight = new InFlight();
    private volatile Duration latency;

    RequestDispatcher(SandboxOptions options) {
        this.clock = options.clock();
        this.latency = options.latency();
        FakeData data = new FakeData(clock, options.growth());
        this.rateLimitedVideos = new RateLimitedVideos(clock);
        this.providers = List.of(
                new ApiDirect(data, rateLimitedVideos, clock),
                new DumplingAi(data, rateLimitedVideos, clock),
                new Peekalink(data, rateLimitedVideos, clock));
    }

    /**
     * The answer to a request.
     *
     * @param call the provider call to release when the answer is written; null for a request to no provider
     */
    record Decision(Answer answer, Duration delay, InFlight.@Nullable OpenCall call) {}

    EmulatedProvider provider(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "provider must be apidirect, dumplingai or peekalink, but is " + name));
    }

    CallLog calls() {
        return calls;
    }

    InFlight inFlight() {
        return inFlight;
    }

    List<ReceivedWebhook> webhooks() {
        return webhooks.list();
    }

    void latency(Duration newLatency) {
        latency = newLatency;
    }

    void clearLog() {
        calls.clear();
        webhooks.clear();
        inFlight.resetPeaks();
    }

    void resetRateLimits() {
        rateLimitedVideos.reset();
    }

    /** Answers and logs a request whose target still has the sandbox's prefix. */
    Decision decide(HttpCall request) {
        Optional<EmulatedProvider> provider = providerOf(request);
        if (provider.isPresent()) {
            return decide(provider.get(), withoutPrefix(provider.get(), request));
        }
        Answer answer = isBelow(WEBHOOK_PATH, request) ? webhook(request) : unknownPath(404);
        return new Decision(answer, Duration.ZERO, null);
    }

    /** Logs a provider call that a user's stub has answered. */
    void recordStubAnswer(HttpCall request, int status) {
        providerOf(request).ifPresent(provider -> {
            HttpCall call = withoutPrefix(provider, request);
            log(provider, provider.resource(call), call, Answer.json(status, new byte[0]));
        });
    }

    private Decision decide(EmulatedProvider provider, HttpCall call) {
        String resource = provider.resource(call);
        InFlight.OpenCall openCall = inFlight.open(provider.name(), resource);
        Answer answer;
        Duration delay;
        String key = provider.keyIn(call);
        if (key != null && !openCall.tryAcquirePermit(key, provider.concurrencyLimit())) {
            answer = provider.concurrencyLimitExceeded();
            delay = Duration.ZERO;
        } else {
            answer = answer(provider, call, key);
            delay = latency.plus(answer.extraDelay());
        }
        log(provider, resource, call, answer);
        return new Decision(answer, delay, openCall);
    }

    private static Answer answer(EmulatedProvider provider, HttpCall call, @Nullable String key) {
        Answer routingError = provider.routingError(call);
        if (routingError != null) {
            return routingError;
        }
        if (key == null) {
            return provider.missingKeyError();
        }
        if (key.equals(provider.apiKey())) {
            return provider.answer(call);
        }
        if (key.equals(DocumentedFailures.RETRY_AFTER_KEY)) {
            return provider.failure(DocumentedFailures.rateLimitOf(provider.name()), call)
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        return DocumentedFailures.forKey(provider.name(), key)
                .map(failure -> provider.failure(failure, call))
                .or(() -> Optional.ofNullable(provider.undocumentedFailure(key)))
                .or(() -> BrokenAnswer.forKey(key).map(broken -> broken.basedOn(provider.answer(call))))
                .orElseGet(provider::wrongKeyError);
    }

    private void log(EmulatedProvider provider, String resource, HttpCall call, Answer answer) {
        String body = call.body();
        calls.add(new ProviderCall(
                provider.name(),
                resource,
                call.method(),
                call.target(),
                Headers.masked(call.headers()),
                body.length() > CallLog.LONGEST_BODY ? body.substring(0, CallLog.LONGEST_BODY) : body,
                answer.status(),
                answer.isSuccess() && !resource.equals(EmulatedProvider.ACCOUNT),
                answer.code()));
    }

    private Answer webhook(HttpCall request) {
        if (!request.method().equals("POST")) {
            return unknownPath(405).withHeader("Allow", "POST");
        }
        webhooks.add(new ReceivedWebhook(request.target(), request.headers(), request.body(), clock.instant()));
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "accepted"));
    }

    private static Answer unknownPath(int status) {
        return Answer.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put(
                                "error",
                                "unknown path or method; use /apidirect, /dumplingai, /peekalink or POST /webhook"));
    }

    private Optional<EmulatedProvider> providerOf(HttpCall request) {
        return providers.stream()
                .filter(provider -> isBelow("/" + provider.name(), request))
                .findFirst();
    }

    private static HttpCall withoutPrefix(EmulatedProvider provider, HttpCall request) {
        String target = request.target().substring(1 + provider.name().length());
        String rooted = target.startsWith("/") ? target : "/" + target;
        return new HttpCall(request.method(), rooted, request.headers(), request.body());
    }

    private static boolean isBelow(String prefix, HttpCall request) {
        return request.path().equals(prefix) || request.path().startsWith(prefix + "/");
    }
}
