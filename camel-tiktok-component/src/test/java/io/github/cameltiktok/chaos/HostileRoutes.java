package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.Engines;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokConfiguration;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.PendingTasks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.awaitility.Awaitility;

/** A Camel context whose routes ask all three providers at addresses of the test, with many keys and in all orders. */
final class HostileRoutes implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofMillis(900);
    /** Of routes that give up while others wait for the same answer. */
    static final Duration SHORT_DEADLINE = Duration.ofMillis(150);

    static final String KEY = "key-of-the-chaos";
    static final List<String> PROVIDERS = List.of("apidirect", "dumplingai", "peekalink");
    static final List<String> RESOURCES = List.of("video", "user");
    static final List<String> ORDERS = List.of(
            "apidirect,dumplingai,peekalink", "dumplingai,peekalink,apidirect", "peekalink,apidirect,dumplingai");

    /** Enough that what a key goes through does not open its circuit, where a test spreads its lookups. */
    static final int KEYS = 30;

    private static final int CALLS_AT_THE_SAME_TIME = 200;
    private static final Duration SETTLED = Duration.ofSeconds(30);

    final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();
    private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();
    private final URI server;

    HostileRoutes(URI server) throws Exception {
        this.server = server;
        TikTokConfiguration options = component.getConfiguration();
        options.setDeadline(DEADLINE.toMillis());
        options.setResponseTimeout(250);
        options.setConnectTimeout(250);
        options.setMaxRetries(2);
        options.setRetryDelay(20);
        options.setMaxResponseSize(64 * 1024);
        point(component.getApidirect(), "apidirect");
        point(component.getDumplingai(), "dumplingai");
        point(component.getPeekalink(), "peekalink");
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onThreadPoolAdd(
                    CamelContext camel,
                    ThreadPoolExecutor pool,
                    String id,
                    String sourceId,
                    String routeId,
                    String profileId) {
                pools.add(pool);
            }
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String resource : RESOURCES) {
                    for (String order : ORDERS) {
                        String uri = "tiktok:" + resource + "?provider=" + order;
                        from(inOrder(resource, order)).to(uri);
                        from(impatient(resource, order)).to(uri + "&deadline=" + SHORT_DEADLINE.toMillis());
                        from(cached(resource, order)).to(uri + "&cacheTtl=300&cacheSize=20&failoverOnNotFound=true");
                    }
                }
            }
        });
        context.start();
    }

    private void point(TikTokProviderConfiguration settings, String provider) {
        settings.setBaseUrl(server + "/" + provider);
        settings.setApiKey(KEY + "-of-all");
        settings.setMaxConcurrentRequests((long) CALLS_AT_THE_SAME_TIME);
    }

    /** Adds routes to an address, one for each provider, resource and key, and returns their addresses. */
    List<String> to(String name, URI address, String options) throws Exception {
        List<String> routes = new ArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (int key = 0; key < KEYS; key++) {
                    for (String provider : PROVIDERS) {
                        for (String resource : RESOURCES) {
                            String route = "direct:" + resource + "-" + name + "-" + provider + "-" + key;
                            from(route)
                                    .to("tiktok:" + resource + "?provider=" + provider + "&baseUrl=" + address + "/"
                                            + provider + "&apiKey=" + KEY + "-" + key + options);
                            routes.add(route);
                        }
                    }
                }
            }
        });
        return routes;
    }

    static String inOrder(String resource, String order) {
        return "direct:" + resource + "-in-order-" + order.replace(',', '-');
    }

    static String impatient(String resource, String order) {
        return "direct:" + resource + "-impatient-" + order.replace(',', '-');
    }

    static String cached(String resource, String order) {
        return "direct:" + resource + "-cached-" + order.replace(',', '-');
    }

    /** Returns a lookup of the subject with this number, whatever the route is for. */
    static LoadGenerator.Lookup lookup(String route, long number) {
        Duration deadline = route.contains("-impatient-") ? SHORT_DEADLINE : DEADLINE;
        if (route.startsWith("direct:video")) {
            String id = String.valueOf(7_400_000_000_000_000_000L + number);
            return new LoadGenerator.Lookup(route, id, id, deadline);
        }
        String handle = "creator." + number;
        return new LoadGenerator.Lookup(route, "@" + handle, handle, deadline);
    }

    LookupEngine engine() {
        return Engines.of(component);
    }

    /** Waits until no lookup holds anything any more. */
    void assertNothingIsLeft() {
        LookupEngine engine = engine();
        Awaitility.await().atMost(SETTLED).untilAsserted(() -> {
            assertThat(engine.queues()).allSatisfy(queue -> {
                assertThat(queue.inUse()).as("calls of %s", queue).isZero();
                assertThat(queue.waiting()).as("line of %s", queue).isZero();
            });
            assertThat(engine.waitingForRetry()).as("waits for a retry").isZero();
            assertThat(pools).allSatisfy(pool -> {
                assertThat(PendingTasks.of(pool)).as("tasks of %s", pool).isEmpty();
                assertThat(pool.getActiveCount()).as("busy threads of %s", pool).isZero();
            });
            assertThat(pools).hasAtLeastOneElementOfType(ScheduledThreadPoolExecutor.class);
        });
        Awaitility.await().atMost(SETTLED).untilAsserted(() -> {
            engine.clearCache();
            assertThat(engine.cacheSize()).as("lookups under way in the cache").isZero();
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
