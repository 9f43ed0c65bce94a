package io.github.cameltiktok.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The three data providers on 127.0.0.1: {@code apidirect}, {@code dumplingai} and {@code peekalink}, each below its own
 * path prefix of one server, and a webhook as an automation platform would offer it.
 *
 * <p>Answers are made up, but always the same for the same subject, and alike at all three. All methods are safe to call
 * from any thread. Provider names that are none of the three are an {@link IllegalArgumentException} everywhere.
 */
public final class Sandbox implements AutoCloseable {

    /** The simultaneous requests per resource and key that API Direct's page allows. */
    public static final int API_DIRECT_CONCURRENCY_LIMIT = ApiDirect.CONCURRENCY_LIMIT;

    private static final int JOURNAL_ENTRIES = 1_000;
    private static final int JOURNAL_BODY_BYTES = 16_384;
    private static final int SERVER_THREADS = 64;
    // A burst of connections waits here; with the usual 50 some would be reset on a busy machine.
    private static final int ACCEPT_QUEUE = 1_024;
    // They only write the delayed answers: no thread waits while a delay runs.
    private static final int DELAYED_ANSWER_THREADS = 32;
    // Behind WireMock's own default of 5, so that a stub without a priority wins over the sandbox.
    private static final int LAST_PRIORITY = 100;

    private final SandboxOptions options;
    private final RequestDispatcher dispatcher;
    private final WireMockServer server;

    private Sandbox(SandboxOptions options) {
        this.options = options;
        this.dispatcher = new RequestDispatcher(options);
        WireMockBridge bridge = new WireMockBridge(dispatcher);
        this.server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .port(options.port())
                .http2PlainDisabled(true)
                .containerThreads(SERVER_THREADS)
                .jettyAcceptors(1)
                .jettyAcceptQueueSize(ACCEPT_QUEUE)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(DELAYED_ANSWER_THREADS)
                .maxRequestJournalEntries(JOURNAL_ENTRIES)
                .maxLoggedResponseSize(JOURNAL_BODY_BYTES)
                .extensions(bridge.answers(), bridge.responseListener()));
    }

    /** Starts a sandbox on a free port, without latency. */
    public static Sandbox start() {
        return start(SandboxOptions.defaults());
    }

    /**
     * Starts a sandbox on this port; 0 takes a free one.
     *
     * @throws UncheckedIOException if the port is in use
     * @throws IllegalArgumentException if it is no port
     */
    public static Sandbox start(int port) {
        return start(SandboxOptions.defaults().withPort(port));
    }

    /**
     * Starts a sandbox.
     *
     * @throws UncheckedIOException if the port is in use
     */
    public static Sandbox start(SandboxOptions options) {
        Sandbox sandbox = new Sandbox(options);
        try {
            sandbox.server.start();
        } catch (FatalStartupException e) {
            throw new UncheckedIOException(
                    "port " + options.port() + " is in use: choose another one, or 0 for a free one",
                    new IOException(e));
        }
        sandbox.installAnswers();
        return sandbox;
    }

    /** The port listened on. */
    public int port() {
        return server.port();
    }

    /** What to use in place of the provider's own address, without a slash at the end; the documented path is appended. */
    public URI baseUrl(String provider) {
        return address("/" + dispatcher.provider(provider).name());
    }

    /** The key that this provider accepts here. */
    public String apiKey(String provider) {
        return dispatcher.provider(provider).apiKey();
    }

    /** Where to send webhooks: {@code POST} to it or to any path below it is accepted and kept. */
    public URI webhookUrl() {
        return address(RequestDispatcher.WEBHOOK_PATH);
    }

    /** The webhooks received since the start or the last {@link #clearLog()}, oldest first; at most the last 10,000. */
    public List<ReceivedWebhook> webhooks() {
        return dispatcher.webhooks();
    }

    /**
     * The calls answered since the start or the last {@link #clearLog()}, oldest first; at most the last 50,000. A call
     * stands here before its answer leaves, and so do those that a stub of your own has answered.
     */
    public List<ProviderCall> calls() {
        return dispatcher.calls().entries();
    }

    /** How many calls this provider has had; counts on where {@link #calls()} has dropped old ones. */
    public long calls(String provider) {
        return dispatcher.calls().count(dispatcher.provider(provider).name());
    }

    /** How many calls this provider would have charged for. */
    public long billedCalls(String provider) {
        return dispatcher.calls().billed(dispatcher.provider(provider).name());
    }

    /**
     * The most requests that were open at the same time, refused ones included, since the start or the last
     * {@link #clearLog()}.
     *
     * @param resource {@code video} or {@code user}
     */
    public int maxConcurrentSeen(String provider, String resource) {
        return dispatcher.inFlight().peak(dispatcher.provider(provider).name(), resource);
    }

    /** Forgets the calls, the webhooks, the counts and the peaks. */
    public void clearLog() {
        dispatcher.clearLog();
    }

    /**
     * Lets each provider call from now on wait this long for its answer. The wait holds no thread. API Direct's refusal
     * of one request too many comes at once.
     *
     * @throws IllegalArgumentException if negative
     */
    public void latency(Duration latency) {
        dispatcher.latency(options.withLatency(latency).latency());
    }

    /**
     * Back to how it was started: log empty, latency as in the options, stubs of your own removed, and the first call for
     * each video of {@link RateLimitedVideos} yet to come.
     */
    public void reset() {
        server.resetAll();
        installAnswers();
        latency(options.latency());
        dispatcher.resetRateLimits();
        clearLog();
    }

    /** The server underneath, for stubs of your own: any priority up to 99 goes before the sandbox's answers. */
    public WireMockServer wireMock() {
        return server;
    }

    /** Stops listening. Answers that still wait are dropped. */
    @Override
    public void close() {
        server.stop();
    }

    private void installAnswers() {
        server.stubFor(
                any(anyUrl()).atPriority(LAST_PRIORITY).willReturn(aResponse().withTransformers(WireMockBridge.NAME)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
