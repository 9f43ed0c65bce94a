package io.github.cameltiktok.internal.lookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

final class LazyTlsStrategyTest {

    @Test
    void strategyIsCreatedOnceOnDemand() {
        AtomicInteger created = new AtomicInteger();
        LazyTlsStrategy lazy = new LazyTlsStrategy(() -> {
            created.incrementAndGet();
            return ClientTlsStrategyBuilder.create().buildAsync();
        });

        assertThat(created).hasValue(0);
        TlsStrategy loaded = lazy.load();
        assertThat(lazy.load()).isSameAs(loaded);
        assertThat(created).hasValue(1);
    }

    @Test
    void failureToCreateStrategyFailsTheConnection() {
        LazyTlsStrategy broken = new LazyTlsStrategy(() -> {
            throw new IllegalStateException("broken trust store");
        });
        CompletableFuture<TransportSecurityLayer> upgraded = new CompletableFuture<>();

        broken.upgrade(null, new HttpHost("localhost"), null, Timeout.ofSeconds(1), completing(upgraded));

        assertThatThrownBy(upgraded::join)
                .hasCauseInstanceOf(SSLException.class)
                .hasMessageContaining("broken trust store");
    }

    private static <T> FutureCallback<T> completing(CompletableFuture<T> future) {
        return new FutureCallback<>() {
            @Override
            public void completed(T value) {
                future.complete(value);
            }

            @Override
            public void failed(Exception cause) {
                future.completeExceptionally(cause);
            }

            @Override
            public void cancelled() {
                future.cancel(false);
            }
        };
    }
}
