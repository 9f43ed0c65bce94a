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

/** A Camel context whose provider is one address, with a route that looks a creator up and notes where it goes on. */
final class Routes implements AutoCloseable {

    /** The lookup fails the exchange. */
    static final String PLAIN = "direct:plain";

    /** The route catches what fails. */
    static final String CATCHING = "direct:catching";

    /** Property of the exchange: the name of the thread that the route went on with. */
    static final String THREAD = "threadAfterLookup";

    final CamelContext context = new DefaultCamelContext();
    final TikTokComponent component = new TikTokComponent();
    private volatile @Nullable ScheduledThreadPoolExecutor timer;

    /** @param options of the endpoint, after the provider; may be empty */
    Routes(String provider, URI address, String options) throws Exception {
        for (String one : provider.split(",")) {
            point(component, one, address);
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
                from(PLAIN).routeId("plain").to(uri).process(Routes::note);
                from(CATCHING)
                        .routeId("catching")
                        .doTry()
                        .to(uri)
                        .process(Routes::note)
                        .doCatch(TikTokException.class)
                        .process(Routes::note)
                        .end();
            }
        });
        context.start();
    }

    private static void point(TikTokComponent component, String provider, URI address) {
        var settings =
                switch (provider) {
                    case "apidirect" -> component.getApidirect();
                    case "dumplingai" -> component.getDumplingai();
                    default -> component.getPeekalink();
                };
        settings.setBaseUrl(address.toString());
        settings.setApiKey(Access.KEY);
        component.getConfiguration().setMaxRetries(0);
    }

    private static void note(Exchange exchange) {
        exchange.setProperty(THREAD, Thread.currentThread().getName());
    }

    /** Returns the pool that Camel made for the deadlines. */
    ScheduledThreadPoolExecutor timer() {
        return Objects.requireNonNull(timer);
    }

    /** Sends a handle, and waits for nothing. */
    Sent send(String endpoint, String handle) throws Exception {
        AsyncProducer producer = context.getEndpoint(endpoint).createAsyncProducer();
        producer.start();
        return new Sent(producer, new DefaultExchange(context), handle);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** An exchange on its way, with a count of how often its end was told. */
    static final class Sent {

        final Exchange exchange;
        final boolean sync;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger toldBySynchronization = new AtomicInteger();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean doneSync;

        Sent(AsyncProducer producer, Exchange exchange, String body) {
            this.exchange = exchange;
            exchange.getMessage().setBody(body);
            exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
                @Override
                public void onComplete(Exchange completed) {
                    toldBySynchronization.incrementAndGet();
                }

                @Override
                public void onFailure(Exchange failed) {
                    toldBySynchronization.incrementAndGet();
                }
            });
            this.sync = producer.process(exchange, wasSync -> {
                doneSync = wasSync;
                done.incrementAndGet();
                end.countDown();
            });
        }

        /** Waits for the end. */
        Sent join() throws InterruptedException {
            assertThat(end.await(20, TimeUnit.SECONDS)).as("the exchange ends").isTrue();
            return this;
        }

        void assertDoneOnce() {
            assertThat(done).hasValue(1);
            assertThat(doneSync)
                    .as("done(sync) agrees with what process returned")
                    .isEqualTo(sync);
        }

        void assertSynchronizationToldOnce() {
            assertThat(toldBySynchronization).hasValue(1);
        }

        boolean isDone() {
            return end.getCount() == 0;
        }

        TikTokException failure() {
            assertThat(exchange.isFailed()).isTrue();
            // By its type Camel would find the failure of the provider before, which is suppressed in this one.
            return (TikTokException) exchange.getException();
        }
    }
}
