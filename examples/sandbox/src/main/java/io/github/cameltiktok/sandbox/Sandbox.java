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
 * Emulates the data providers {@code apidirect}, {@code dumplingai} and {@code peekalink} on 127.0.0.1, and a webhook
 * of an automation platform. One server serves all of them; each has its own path prefix.
 *
 * <p>Answers are fake but reproducible: a subject always has the same data, at all three providers. Thread-safe. Every
 * method with a provider parameter throws an {@link IllegalArgumentException} for any other name.
 */
public final class Sandbox implements AutoCloseable {

    /** API Direct's documented limit of simultaneous calls per resource and key. */
    public static final int API_DIRECT_CONCURRENCY_LIMIT = ApiDirect.CONCURRENCY_LIMIT;

    private static final int JOURNAL_ENTRIES = 1_000;
    private static final int JOURNAL_BODY_BYTES = 16_384;
    private static final int SERVER_THREADS = 64;
    // The default of 50 resets some connections of a burst on a busy machine.
    private static final int ACCEPT_QUEUE = 1_024;
    // These threads only write delayed answers; a delay itself holds no thread.
    private static final int DELAYED_ANSWER_THREADS = 32;
    // WireMock's default is 5, so a user's stub without a priority takes precedence over the sandbox.
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
     * Starts a sandbox on this port; 0 selects a free one.
     *
     * @throws UncheckedIOException if the port is in use
     * @throws IllegalArgumentException if the port is not between 0 and 65535
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
                    "port " + options.port() + " is in use: choose another port, or 0 for a free one",
                    new IOException(e));
        }
        sandbox.installAnswers();
        return sandbox;
    }

    /** Returns the port of the server. */
    public int port() {
        return server.port();
    }

    /**
     * Returns the base URL that replaces the provider's own, without a trailing slash. Append the documented path to it.
     */
    public URI baseUrl(String provider) {
        return address("/" + dispatcher.provider(provider).name());
    }

    /** Returns the API key that the emulated provider accepts. */
    public String apiKey(String provider) {
        return dispatcher.provider(provider).apiKey();
    }

    /** Returns the webhook URL. {@code POST} requests to it or any path below it are accepted and recorded. */
    public URI webhookUrl() {
        return address(RequestDispatcher.WEBHOOK_PATH);
    }

    /** Returns the last 10,000 webhooks since the start or the last {@link #clearLog()}, oldest first. */
    public List<ReceivedWebhook> webhooks() {
        return dispatcher.webhooks();
    }

    /**
     * Returns the last 50,000 calls since the start or the last {@link #clearLog()}, oldest first. A call is logged before
     * its answer is sent. Calls answered by your own stubs are included.
     */
    public List<ProviderCall> calls() {
        return dispatcher.calls().entries();
    }

    /** Returns the number of calls to this provider, including those that {@link #calls()} has dropped. */
    public long calls(String provider) {
        return dispatcher.calls().count(dispatcher.provider(provider).name());
    }

    /** Returns the number of calls that this provider would have billed. */
    public long billedCalls(String provider) {
        return dispatcher.calls().billed(dispatcher.provider(provider).name());
    }

    /**
     * Returns the peak of simultaneously open calls since the start or the last {@link #clearLog()}, refused calls
     * included.
     *
     * @param resource {@code video} or {@code user}
     */
    public int maxConcurrentSeen(String provider, String resource) {
        return dispatcher.inFlight().peak(dispatcher.provider(provider).name(), resource);
    }

    /** Clears the logged calls and webhooks, the counts and the peaks. */
    public void clearLog() {
        dispatcher.clearLog();
    }

    /**
     * Delays the answers to all later provider calls. A delay holds no thread. API Direct's concurrency limit answers
     * without delay.
     *
     * @throws IllegalArgumentException if negative
     */
    public void latency(Duration latency) {
        dispatcher.latency(options.withLatency(latency).latency());
    }

    /**
     * Restores the state after the start: clears the log, restores the latency of the options and removes your own stubs.
     * The {@link RateLimitedVideos} are limited again.
     */
    public void reset() {
        server.resetAll();
        installAnswers();
        latency(options.latency());
        dispatcher.resetRateLimits();
        clearLog();
    }

    /** Returns the underlying server for your own stubs. A priority of 99 or less takes precedence over the sandbox. */
    public WireMockServer wireMock() {
        return server;
    }

    /** Stops the server. Delayed answers not yet sent are dropped. */
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
