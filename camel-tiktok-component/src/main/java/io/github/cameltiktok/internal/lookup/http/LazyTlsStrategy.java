package io.github.cameltiktok.internal.lookup.http;

import java.net.SocketAddress;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * TLS strategy that is created on demand. In a new JVM, loading TLS and the certificates takes about 130 ms, longer than
 * the rest of an HTTP client. Thread-safe.
 */
final class LazyTlsStrategy implements TlsStrategy {

    private final Supplier<TlsStrategy> factory;
    private @Nullable TlsStrategy loaded;

    LazyTlsStrategy(Supplier<TlsStrategy> factory) {
        this.factory = factory;
    }

    /** Returns the strategy, created by the first call. */
    synchronized TlsStrategy load() {
        TlsStrategy strategy = loaded;
        if (strategy == null) {
            strategy = factory.get();
            loaded = strategy;
        }
        return strategy;
    }

    @Override
    public void upgrade(
            TransportSecurityLayer connection,
            NamedEndpoint endpoint,
            @Nullable Object attachment,
            Timeout handshakeTimeout,
            FutureCallback<TransportSecurityLayer> callback) {
        TlsStrategy strategy;
        try {
            strategy = load();
        } catch (RuntimeException e) {
            callback.failed(new SSLException(e));
            return;
        }
        strategy.upgrade(connection, endpoint, attachment, handshakeTimeout, callback);
    }

    @Override
    @Deprecated
    public boolean upgrade(
            TransportSecurityLayer connection,
            HttpHost host,
            SocketAddress localAddress,
            SocketAddress remoteAddress,
            @Nullable Object attachment,
            Timeout handshakeTimeout) {
        return load().upgrade(connection, host, localAddress, remoteAddress, attachment, handshakeTimeout);
    }
}
