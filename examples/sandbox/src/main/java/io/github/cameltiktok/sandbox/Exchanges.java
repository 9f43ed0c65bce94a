package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a request to the one it is for, and keeps the book. Knows nothing of WireMock. Thread-safe. */
final class Exchanges {

    static final String WEBHOOK_PATH = "/webhook";

    private static final int WEBHOOKS_KEPT = 10_000;

    private final Clock clock;
    private final RateLimitedAtFirst limitedAtFirst;
    private final List<EmulatedProvider> providers;
    private final CallLog calls = new CallLog();
    private final RecentEntries<ReceivedWebhook> webhooks = new RecentEntries<>(WEBHOOKS_KEPT);
    private final InFlight inFlight = new InFlight();
    private volatile Duration latency;

    Exchanges(SandboxOptions options) {
        this.clock = options.clock();
        this.latency = options.latency();
        Facts facts = new Facts(clock, options.growth());
        this.limitedAtFirst = new RateLimitedAtFirst(clock);
        this.providers = List.of(
                new ApiDirect(facts, limitedAtFirst, clock),
                new DumplingAi(facts, limitedAtFirst, clock),
                new Peekalink(facts, limitedAtFirst, clock));
    }

    /** A decided answer and the seat that its request keeps until the answer leaves; no seat outside the providers. */
    record Decision(Answer answer, Duration delay, InFlight.@Nullable Seat seat) {}

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
        inFlight.forgetPeaks();
    }

    void limitAgainAtFirst() {
        limitedAtFirst.forget();
    }

    /** Decides on a request whose target is still as the server got it. */
    Decision decide(HttpCall request) {
        Optional<EmulatedProvider> provider = receiver(request);
        if (provider.isPresent()) {
            return decide(provider.get(), seenBy(provider.get(), request));
        }
        Answer answer = isBelow(WEBHOOK_PATH, request) ? webhook(request) : nobodyThere(404);
        return new Decision(answer, Duration.ZERO, null);
    }

    /** Books a call that something other than the sandbox has answered. */
    void bookForeignAnswer(HttpCall request, int status) {
        receiver(request).ifPresent(provider -> {
            HttpCall call = seenBy(provider, request);
            book(provider, provider.resource(call), call, Answer.json(status, new byte[0]));
        });
    }

    private Decision decide(EmulatedProvider provider, HttpCall call) {
        String resource = provider.resource(call);
        InFlight.Seat seat = inFlight.enter(provider.name(), resource);
        Answer answer;
        Duration delay;
        String key = provider.presentedKey(call);
        if (key != null && !seat.claim(key, provider.concurrencyLimit())) {
            answer = provider.tooManyAtOnce();
            delay = Duration.ZERO;
        } else {
            answer = answer(provider, call, key);
            delay = latency.plus(answer.extraDelay());
        }
        book(provider, resource, call, answer);
        return new Decision(answer, delay, seat);
    }

    private static Answer answer(EmulatedProvider provider, HttpCall call, @Nullable String key) {
        Answer misdirected = provider.misdirected(call);
        if (misdirected != null) {
            return misdirected;
        }
        if (key == null) {
            return provider.missingKey();
        }
        if (key.equals(provider.apiKey())) {
            return provider.answer(call);
        }
        if (key.equals(DocumentedFailures.RETRY_AFTER_KEY)) {
            return provider.failure(DocumentedFailures.rateLimitOf(provider.name()), call)
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        return DocumentedFailures.provokedBy(provider.name(), key)
                .map(failure -> provider.failure(failure, call))
                .or(() -> Optional.ofNullable(provider.otherFailure(key)))
                .or(() -> BrokenAnswer.provokedBy(key).map(broken -> broken.insteadOf(provider.answer(call))))
                .orElseGet(provider::wrongKey);
    }

    private void book(EmulatedProvider provider, String resource, HttpCall call, Answer answer) {
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
            return nobodyThere(405).withHeader("Allow", "POST");
        }
        webhooks.add(new ReceivedWebhook(request.target(), request.headers(), request.body(), clock.instant()));
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "accepted"));
    }

    private static Answer nobodyThere(int status) {
        return Answer.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", "the sandbox answers below /apidirect, /dumplingai, /peekalink and /webhook"));
    }

    private Optional<EmulatedProvider> receiver(HttpCall request) {
        return providers.stream()
                .filter(provider -> isBelow("/" + provider.name(), request))
                .findFirst();
    }

    private static HttpCall seenBy(EmulatedProvider provider, HttpCall request) {
        String target = request.target().substring(1 + provider.name().length());
        String rooted = target.startsWith("/") ? target : "/" + target;
        return new HttpCall(request.method(), rooted, request.headers(), request.body());
    }

    private static boolean isBelow(String prefix, HttpCall request) {
        return request.path().equals(prefix) || request.path().startsWith(prefix + "/");
    }
}
