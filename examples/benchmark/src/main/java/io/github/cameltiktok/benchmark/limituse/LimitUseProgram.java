package io.github.cameltiktok.benchmark.limituse;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The process that is measured. */
final class LimitUseProgram {

    private static final String ENTRY = "direct:lookup";
    private static final long FIRST_ID = 7_321_234_567_890_000_000L;
    private static final int MINUTE = 60_000;

    private LimitUseProgram() {}

    /** @param arguments server address, lookups */
    public static void main(String[] arguments) throws Exception {
        int lookups = Integer.parseInt(arguments[1]);
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(arguments[0]);
        component.getApidirect().setApiKey("benchmark");
        component.getApidirect().setMaxQueuedRequests(lookups);
        // The last lookup waits for all others.
        component.getConfiguration().setDeadline(10 * MINUTE);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("tiktok", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENTRY).to("tiktok:video?provider=apidirect");
            }
        });
        context.start();
        Endpoint entry = context.getEndpoint(ENTRY);
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        // First-use costs belong to the start-up benchmark.
        context.createProducerTemplate().requestBody(entry, Long.toString(FIRST_ID - 1));
        CountDownLatch open = new CountDownLatch(lookups);
        AtomicInteger failed = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < lookups; i++) {
            Exchange exchange = entry.createExchange(ExchangePattern.InOut);
            exchange.getMessage().setBody(Long.toString(FIRST_ID + i));
            producer.process(exchange, isSynchronous -> {
                if (exchange.getException() != null && failed.getAndIncrement() == 0) {
                    exchange.getException().printStackTrace();
                }
                open.countDown();
            });
        }
        open.await();
        new Measurement(LimitUse.SECONDS, (System.nanoTime() - start) / 1e9, "s").print();
        System.exit(failed.get() == 0 ? 0 : 1);
    }
}
