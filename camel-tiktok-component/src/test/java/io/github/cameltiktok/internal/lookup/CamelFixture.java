package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/** A Camel context with routes that look up a creator and record the thread that continues the exchange. */
final class CamelFixture implements AutoCloseable {

    /** Route without error handling. */
    static final String PLAIN = "direct:plain";

    /** Route that catches failures. */
    static final String CATCHING = "direct:catching";

    /** Exchange property with the name of the thread after the lookup. */
    static final String THREAD = "threadAfterLookup";

    final CamelContext context = new DefaultCamelContext();
    final TikTokComponent component = new TikTokComponent();
    private volatile @Nullable ScheduledThreadPoolExecutor timer;

    /** @param options of the endpoint, after the provider; may be empty */
    CamelFixture(String provider, URI address, String options) throws Exception {
        for (String one : provider.split(",")) {
            configure(component, one, address);
        }
        context.addComponent("tiktok", component);
        context.getShutdownStrategy().setTimeout(1);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onThreadPoolAdd(
                    CamelContext camelContext,
                    ThreadPoolExecutor threadPool,
                    String id,
                    String sourceId,
                    String routeId,
                    String threadPoolProfileId) {
                if (threadPool instanceof ScheduledThreadPoolExecutor scheduled) {
                    timer = scheduled;
                }
            }
        });
        String uri = "tiktok:user?provider=" + provider + options;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(PLAIN).routeId("plain").to(uri).process(CamelFixture::recordThread);
                from(CATCHING)
                        .routeId("catching")
                        .doTry()
                        .to(uri)
                        .process(CamelFixture::recordThread)
                        .doCatch(TikTokException.class)
                        .process(CamelFixture::recordThread)
                        .end();
            }
        });
        context.start();
    }

    private static void configure(TikTokComponent component, String provider, URI address) {
        var settings =
                switch (provider) {
                    case "apidirect" -> component.getApidirect();
                    case "dumplingai" -> component.getDumplingai();
                    default -> component.getPeekalink();
                };
        settings.setBaseUrl(address.toString());
        settings.setApiKey(LookupSettings.KEY);
        component.getConfiguration().setMaxRetries(0);
    }

    private static void recordThread(Exchange exchange) {
        exchange.setProperty(THREAD, Thread.currentThread().getName());
    }

    /** Returns the timer pool of the component. */
    ScheduledThreadPoolExecutor timer() {
        return Objects.requireNonNull(timer);
    }

    /** Sends a handle without waiting for the result. */
    SentExchange send(String endpoint, String handle) throws Exception {
        AsyncProducer producer = context.getEndpoint(endpoint).createAsyncProducer();
        producer.start();
        return new SentExchange(producer, new DefaultExchange(context), handle);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** An exchange that counts its completions. */
    static final class SentExchange {

        final Exchange exchange;
        final boolean sync;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger synchronizations = new AtomicInteger();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean doneSync;

        SentExchange(AsyncProducer producer, Exchange exchange, String body) {
            this.exchange = exchange;
            exchange.getMessage().setBody(body);
            exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
                @Override
                public void onComplete(Exchange completed) {
                    synchronizations.incrementAndGet();
                }

                @Override
                public void onFailure(Exchange failed) {
                    synchronizations.incrementAndGet();
                }
            });
            this.sync = producer.process(exchange, wasSync -> {
                doneSync = wasSync;
                done.incrementAndGet();
                end.countDown();
            });
        }

        /** Waits for the callback. */
        SentExchange join() throws InterruptedException {
            assertThat(end.await(20, TimeUnit.SECONDS)).as("exchange is done").isTrue();
            return this;
        }

        void assertDoneOnce() {
            assertThat(done).hasValue(1);
            assertThat(doneSync).as("done(sync) equals the result of process()").isEqualTo(sync);
        }

        void assertSynchronizationCalledOnce() {
            assertThat(synchronizations).hasValue(1);
        }

        boolean isDone() {
            return end.getCount() == 0;
        }

        TikTokException failure() {
            assertThat(exchange.isFailed()).isTrue();
            // getException(type) would find the suppressed failure of the provider before.
            return (TikTokException) exchange.getException();
        }
    }
}
