package io.github.cameltiktok.gateway.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultAddressResolver;
import org.apache.hc.core5.http.impl.bootstrap.AsyncRequester;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandlerFactory;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConnControl;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EndpointParameters;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks over HTTP/1.1 without blocking, each on a new connection to an address that was just checked. There are
 * no redirects, cookies, proxies or retries. Uses the core of HttpClient 5, because the client itself logs the paths of
 * requests at DEBUG, and a callback's path is a secret. Thread-safe.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** Interval of timeout checks. The default of 1 s would extend each timeout by up to 1 s. */
    private static final TimeValue TIMEOUT_CHECKS = TimeValue.ofMilliseconds(50);

    private static final Http1Config HEAD = Http1Config.custom()
            .setMaxHeaderCount(100)
            .setMaxLineLength(8 * 1024)
            .build();

    /** HTTP/2 has no advantage for one request on a connection. */
    private static final TlsConfig HTTP_1 =
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build();

    /** Without Expect: 100-continue, for which the default would wait up to 3 s. */
    private static final HttpProcessor HTTP = HttpProcessorBuilder.create()
            .addAll(new RequestTargetHost(), new RequestContent(), new RequestConnControl())
            .build();

    private final DeliverySettings settings;
    private final Clock clock;
    private final HostLookups hosts;
    private final AsyncRequester requester;

    private Sender(DeliverySettings settings, Clock clock, HostLookups hosts, AsyncRequester requester) {
        this.settings = settings;
        this.clock = clock;
        this.hosts = hosts;
        this.requester = requester;
    }

    /**
     * Starts a sender.
     *
     * @param resolver a {@link GuardedDnsResolver}
     * @param tls {@code null} for the JVM's default trust
     */
    public static Sender start(DeliverySettings settings, Clock clock, DnsResolver resolver, @Nullable SSLContext tls) {
        ClientTlsStrategyBuilder strategy = ClientTlsStrategyBuilder.create()
                // The default policy has no effect: the builder configures the TLS engine's host check too late.
                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH);
        if (tls != null) {
            strategy.setSslContext(tls);
        }
        AsyncRequester requester = new AsyncRequester(
                new ClientHttp1IOEventHandlerFactory(
                        new ClientHttp1StreamDuplexerFactory(
                                HTTP,
                                HEAD,
                                CharCodingConfig.DEFAULT,
                                (request, response, context) -> false,
                                () -> new WholeHeadParser(HEAD),
                                null,
                                null),
                        strategy.buildAsync(),
                        Timeout.of(settings.connectTimeout())),
                IOReactorConfig.custom()
                        .setSelectInterval(TIMEOUT_CHECKS)
                        // Only a net: the timeout of the attempt ends it first.
                        .setSoTimeout(Timeout.of(settings.timeout().multipliedBy(2)))
                        .build(),
                null,
                cause -> LOG.warn("A connection to a receiver failed: {}", cause.toString()),
                null,
                null,
                DefaultAddressResolver.INSTANCE);
        requester.start();
        return new Sender(settings, clock, new HostLookups(resolver), requester);
    }

    /**
     * Sends a body once.
     *
     * @param headers besides those of the content
     * @return the answer or the failure; never fails itself
     */
    CompletableFuture<Answer> send(URI url, Map<String, String> headers, String body) {
        AsyncRequestBuilder request = AsyncRequestBuilder.post(url)
                .setHeader("User-Agent", "camel-tiktok-gateway")
                .setHeader("Connection", "close")
                .setEntity(
                        body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON.withCharset((String) null));
        headers.forEach(request::setHeader);
        Attempt attempt = new Attempt(settings.timeout(), clock);
        CompletableFuture<Answer> answer = attempt.answer();
        hosts.find(url.getHost()).whenComplete((addresses, failure) -> {
            if (failure instanceof Exception e) {
                attempt.failed(e);
            } else {
                connect(attempt, url, addresses.iterator(), request.build());
            }
        });
        return answer;
    }

    /** Connects to the first address that accepts. */
    private void connect(Attempt attempt, URI url, Iterator<InetAddress> addresses, AsyncRequestProducer request) {
        HttpHost host = new HttpHost(url.getScheme(), addresses.next(), url.getHost(), url.getPort());
        Future<IOSession> connection = requester.requestSession(
                host,
                Timeout.of(settings.connectTimeout()),
                // The scheme in it decides whether TLS is used.
                new EndpointParameters(host, HTTP_1),
                new FutureCallback<>() {
                    @Override
                    public void completed(IOSession open) {
                        attempt.send(open, request);
                    }

                    @Override
                    public void failed(Exception cause) {
                        if (addresses.hasNext() && !attempt.isOver()) {
                            connect(attempt, url, addresses, request);
                        } else {
                            attempt.failed(cause);
                        }
                    }

                    @Override
                    public void cancelled() {
                        attempt.cancelled();
                    }
                });
        attempt.connecting(connection);
    }

    @Override
    public void close() {
        hosts.close();
        requester.close(CloseMode.IMMEDIATE);
    }
}
