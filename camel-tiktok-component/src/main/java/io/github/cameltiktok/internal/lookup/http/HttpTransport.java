package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.SecretHeader;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests over HTTP/1.1 without blocking. It sends each request once: no retries, no redirects, no cookies.
 * Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    /** No limit, because the bulkhead limits concurrent requests. */
    private static final int MAX_CONNECTIONS = Integer.MAX_VALUE;

    /** Interval of timeout checks. The client's default of 1 s would extend each timeout by up to 1 s. */
    private static final TimeValue TIMEOUT_CHECKS = TimeValue.ofMilliseconds(50);

    /** Context attribute with the {@link HttpCall}. */
    private static final String CALL = "camel-tiktok.call";

    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_LINE = 16 * 1024;

    /**
     * Connection settings. Endpoints with equal settings share one HTTP client.
     *
     * @param connectTimeout for the TCP connection and for the TLS handshake, each
     * @param sslContext for {@code https}; {@code null} for the JVM's default trust
     * @param proxyHost HTTP proxy; {@code null} for none
     * @param proxyPort port of the proxy
     */
    public record Settings(
            Duration connectTimeout,
            @Nullable SSLContext sslContext,
            @Nullable String proxyHost,
            int proxyPort) {}

    private final Settings settings;
    private final Clock clock;
    private final LazyTlsStrategy tls = new LazyTlsStrategy(this::newTlsStrategy);
    private final Set<HttpCall> inFlight = ConcurrentHashMap.newKeySet();
    private @Nullable CloseableHttpAsyncClient client;
    private volatile boolean closed;

    /** @param clock for the time of a response */
    public HttpTransport(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Opens the client, if not open yet. In a new JVM it takes about 50 ms. */
    public void open() {
        client();
    }

    /** Loads the certificates for {@code https}, if not loaded yet. In a new JVM it takes about 130 ms. */
    public void loadCertificates() {
        tls.load();
    }

    /** Returns whether no request is in flight. */
    public boolean isUnused() {
        return inFlight.isEmpty();
    }

    /** Returns the client, created by the first call; {@code null} once closed. */
    private synchronized @Nullable CloseableHttpAsyncClient client() {
        if (client == null && !closed) {
            client = newClient();
            client.start();
        }
        return client;
    }

    /**
     * Sends a request.
     *
     * @param uri of the request
     * @param responseTimeout longest time without receiving data
     * @param maxResponseSize maximum body size in bytes
     * @param onNewConnection whether to open a new connection instead of reusing one
     * @return the call in flight; already failed if this transport is closed
     */
    public HttpCall send(
            ProviderRequest request,
            URI uri,
            SecretHeader authorization,
            Duration responseTimeout,
            int maxResponseSize,
            boolean onNewConnection) {
        AsyncRequestProducer producer = producer(request, uri, authorization);
        CloseableHttpAsyncClient open = client();
        HttpCall call = new HttpCall(maxResponseSize, clock);
        inFlight.add(call);
        call.response().whenComplete((response, failure) -> inFlight.remove(call));
        if (closed || open == null) {
            call.failed(new ProviderException(TransportFailures.stopping()));
            return call;
        }
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(CALL, call);
        context.setRequestConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(responseTimeout))
                .build());
        if (onNewConnection) {
            // The pool reuses a connection only for the same user token, and this one is unique.
            context.setUserToken(new Object());
        }
        Future<ProviderResponse> exchange = open.execute(producer, call, context, call);
        call.response().whenComplete((response, failure) -> {
            if (call.response().isCancelled()) {
                exchange.cancel(true);
                call.disconnect();
            }
        });
        return call;
    }

    /** Closes all connections. Requests in flight fail before this method returns. */
    @Override
    public void close() {
        closed = true;
        // Otherwise the client would fail them later, on its own threads, as lost connections.
        inFlight.forEach(call -> call.failed(new ProviderException(TransportFailures.stopping())));
        synchronized (this) {
            if (client != null) {
                client.close(CloseMode.IMMEDIATE);
                client = null;
            }
        }
    }

    private static AsyncRequestProducer producer(ProviderRequest request, URI uri, SecretHeader authorization) {
        AsyncRequestBuilder builder = AsyncRequestBuilder.create(request.method())
                .setUri(uri)
                .addHeader(new MaskedHeader(authorization))
                .addHeader("Accept", "application/json");
        if (request.jsonBody() != null) {
            builder.setEntity(request.jsonBody(), ContentType.APPLICATION_JSON.withCharset((String) null));
        }
        return builder.build();
    }

    private CloseableHttpAsyncClient newClient() {
        Timeout connectTimeout = Timeout.of(settings.connectTimeout());
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(tls)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connectTimeout)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        // Over HTTP/2, too, this client would use one connection per concurrent request.
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .setHandshakeTimeout(connectTimeout)
                                .build())
                        // Without the global lock of a limit on all connections.
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setSelectInterval(TIMEOUT_CHECKS)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_HEADER_LINE)
                        .build())
                // The default decorator logs all bytes at DEBUG, including the API key.
                .setIoSessionDecorator(session -> session)
                .setIoReactorExceptionCallback(this::networkThreadFailed)
                // Runs right before the request is written, after tunnel and TLS are established.
                .addExecInterceptorLast(CALL, (request, body, scope, chain, callback) -> {
                    if (scope.clientContext.getAttribute(CALL) instanceof HttpCall call
                            && call.onConnected(scope.execRuntime)) {
                        chain.proceed(request, body, scope, callback);
                    } else {
                        callback.failed(new InterruptedIOException("aborted before it was sent"));
                    }
                })
                .setUserAgent("camel-tiktok")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                // The default loads the list of public suffixes, 300 kB, for cookies.
                .setDefaultCookieSpecRegistry(name -> null)
                .disableAuthCaching();
        if (settings.proxyHost() != null) {
            builder.setProxy(new HttpHost(settings.proxyHost(), settings.proxyPort()));
        }
        return builder.build();
    }

    private TlsStrategy newTlsStrategy() {
        ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create()
                // The default policy has no effect: the builder configures the TLS engine's host check too late.
                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH);
        if (settings.sslContext() != null) {
            builder.setSslContext(settings.sslContext());
        }
        return builder.buildAsync();
    }

    /** Not logged after {@link #close}, which makes the client's threads fail. */
    private void networkThreadFailed(Exception cause) {
        if (!closed) {
            LOG.error("A thread of the HTTP client failed; lookups may fail until the component is restarted", cause);
        }
    }

    /** Masks the value in {@code toString}, which the HTTP client logs at DEBUG. */
    private static final class MaskedHeader extends BasicHeader {

        private static final long serialVersionUID = 1L;

        MaskedHeader(SecretHeader header) {
            super(header.name(), header.value(), true);
        }

        @Override
        public String toString() {
            return getName() + ": xxxxxx";
        }
    }
}
