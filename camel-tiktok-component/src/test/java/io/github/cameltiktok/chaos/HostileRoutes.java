package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.ComponentAccess;
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

/** A Camel context with routes to all three providers on a test server, with many API keys and in all orders. */
final class HostileRoutes implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofMillis(900);
    /** Deadline of routes that time out while others wait for the same call. */
    static final Duration SHORT_DEADLINE = Duration.ofMillis(150);

    static final String KEY = "chaos-key";
    static final List<String> PROVIDERS = List.of("apidirect", "dumplingai", "peekalink");
    static final List<String> RESOURCES = List.of("video", "user");
    static final List<String> ORDERS = List.of(
            "apidirect,dumplingai,peekalink", "dumplingai,peekalink,apidirect", "peekalink,apidirect,dumplingai");

    /** Enough to spread the failures of a test without opening circuits. */
    static final int KEYS = 30;

    private static final int CONCURRENT_CALLS = 200;
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
        configure(component.getApidirect(), "apidirect");
        configure(component.getDumplingai(), "dumplingai");
        configure(component.getPeekalink(), "peekalink");
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
                        from(withShortDeadline(resource, order)).to(uri + "&deadline=" + SHORT_DEADLINE.toMillis());
                        from(cached(resource, order)).to(uri + "&cacheTtl=300&cacheSize=20&failoverOnNotFound=true");
                    }
                }
            }
        });
        context.start();
    }

    private void configure(TikTokProviderConfiguration settings, String provider) {
        settings.setBaseUrl(server + "/" + provider);
        settings.setApiKey(KEY + "-of-all");
        settings.setMaxConcurrentRequests((long) CONCURRENT_CALLS);
    }

    /** Adds one route per provider, resource and API key, and returns the endpoint URIs. */
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

    static String withShortDeadline(String resource, String order) {
        return "direct:" + resource + "-short-deadline-" + order.replace(',', '-');
    }

    static String cached(String resource, String order) {
        return "direct:" + resource + "-cached-" + order.replace(',', '-');
    }

    /** Returns a lookup of the subject with this number, for the resource of the route. */
    static LoadGenerator.Lookup lookup(String route, long number) {
        Duration deadline = route.contains("-short-deadline-") ? SHORT_DEADLINE : DEADLINE;
        if (route.startsWith("direct:video")) {
            String id = String.valueOf(7_400_000_000_000_000_000L + number);
            return new LoadGenerator.Lookup(route, id, id, deadline);
        }
        String handle = "creator." + number;
        return new LoadGenerator.Lookup(route, "@" + handle, handle, deadline);
    }

    LookupEngine engine() {
        return ComponentAccess.engine(component);
    }

    /** Waits until no lookup holds a permit, a task or a thread. */
    void assertNoStateIsLeft() {
        LookupEngine engine = engine();
        Awaitility.await().atMost(SETTLED).untilAsserted(() -> {
            assertThat(engine.queues()).allSatisfy(queue -> {
                assertThat(queue.inUse()).as("calls of %s", queue).isZero();
                assertThat(queue.waiting()).as("queue of %s", queue).isZero();
            });
            assertThat(engine.waitingForRetry()).as("retry delays").isZero();
            assertThat(pools).allSatisfy(pool -> {
                assertThat(PendingTasks.of(pool)).as("tasks of %s", pool).isEmpty();
                assertThat(pool.getActiveCount()).as("busy threads of %s", pool).isZero();
            });
            assertThat(pools).hasAtLeastOneElementOfType(ScheduledThreadPoolExecutor.class);
        });
        Awaitility.await().atMost(SETTLED).untilAsserted(() -> {
            engine.clearCache();
            assertThat(engine.cacheSize()).as("coalesced lookups").isZero();
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
