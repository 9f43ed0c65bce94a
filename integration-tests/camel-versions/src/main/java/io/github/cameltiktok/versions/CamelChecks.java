package io.github.cameltiktok.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.TikTokNotFoundException;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The connector on the version of Camel in the class path. System properties are the version, the sandbox's addresses and
 * keys, and the optional jars that did not resolve.
 */
final class CamelChecks {

    private static final String ID = "7311111111111111111";
    private static final String NOT_FOUND_ID = "7000000000000000404";
    private static final String GROWING_ID = "7000000000000000020";
    private static final String WRONG_KEY = "marked-key";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();

    @BeforeEach
    void start() {
        configure(component.getApidirect(), "apidirect");
        configure(component.getDumplingai(), "dumplingai");
        component.getConfiguration().setMaxRetries(0);
        context.addComponent("tiktok", component);
        context.getShutdownStrategy().setTimeout(10);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static void configure(TikTokProviderConfiguration settings, String provider) {
        settings.setBaseUrl(System.getProperty(provider + ".base-url"));
        settings.setApiKey(System.getProperty(provider + ".api-key"));
    }

    private Exchange lookUp(String uri, String body) {
        return context.createFluentProducerTemplate().to(uri).withBody(body).send();
    }

    private Exchange found(String uri) {
        Exchange exchange = lookUp(uri, ID);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private static void assumeResolved(String artifact) {
        assumeFalse(
                List.of(System.getProperty("unresolved").split(",")).contains(artifact),
                () -> artifact + " does not resolve");
    }

    @Test
    void startsOnTheVersion() {
        assertThat(context.getVersion()).isEqualTo(System.getProperty("camel.version"));
        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void recordIsBody() {
        TikTokVideo video =
                found("tiktok:video?provider=apidirect").getMessage().getBody(TikTokVideo.class);

        assertThat(video.id()).isEqualTo(ID);
    }

    @Test
    void recordConvertsToString() {
        assertThat(found("tiktok:video?provider=apidirect").getMessage().getBody(String.class))
                .startsWith("{")
                .contains("\"id\":\"" + ID + "\"");
    }

    @Test
    void recordConvertsToMap() {
        Map<?, ?> fields = found("tiktok:video?provider=apidirect").getMessage().getBody(Map.class);

        assertThat(fields.get("id")).isEqualTo(ID);
    }

    @Test
    void simpleReadsRecord() {
        Exchange exchange = found("tiktok:video?provider=apidirect");

        assertThat(context.resolveLanguage("simple")
                        .createExpression("${body.id} ${body.stats.plays}")
                        .evaluate(exchange, String.class))
                .matches(ID + " \\d+");
    }

    @Test
    void failoverIsCached() {
        component.getApidirect().setApiKey(WRONG_KEY);
        String uri = "tiktok:video?provider=apidirect,dumplingai&cacheTtl=1m";

        Exchange first = found(uri);
        Exchange second = found(uri);

        assertThat(first.getMessage().getHeaders())
                .containsEntry(TikTokHeaders.PROVIDER, "dumplingai")
                .containsEntry(TikTokHeaders.ATTEMPTS, 2)
                .containsEntry(TikTokHeaders.CACHE_HIT, false);
        assertThat(second.getMessage().getHeaders()).containsEntry(TikTokHeaders.CACHE_HIT, true);
    }

    @Test
    void routeHandlesNotFound() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(TikTokNotFoundException.class).handled(true).process(exchange -> exchange.getMessage()
                        .setBody("handled"));
                from("direct:lookup").to("tiktok:video?provider=apidirect");
            }
        });

        Exchange exchange = lookUp("direct:lookup", NOT_FOUND_ID);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("handled");
    }

    @Test
    void resultBecomesCloudEvent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws ReflectiveOperationException {
                transform(from("direct:lookup").to("tiktok:video?provider=apidirect"));
            }
        });

        assertThat(found("direct:lookup").getMessage().getHeaders())
                .containsEntry("CamelCloudEventType", "io.github.cameltiktok.video.found")
                .containsEntry("CamelCloudEventSubject", ID);
    }

    /** Adds the step by reflection, because Camel 4.17 renamed the method from transform to transformDataType. */
    private static void transform(ProcessorDefinition<RouteDefinition> route) throws ReflectiveOperationException {
        Arrays.stream(ProcessorDefinition.class.getMethods())
                .filter(method -> method.getName().startsWith("transform"))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {DataType.class}))
                .findFirst()
                .orElseThrow()
                .invoke(route, new DataType("tiktok:application-cloudevents"));
    }

    @Test
    void consumerEmitsTwice() throws Exception {
        BlockingQueue<Exchange> emitted = new LinkedBlockingQueue<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("tiktok:video?provider=apidirect&initialDelay=0&delay=50&videoId=" + GROWING_ID)
                        .process(emitted::add);
            }
        });

        assertThat(event(emitted)).isEqualTo("FIRST");
        assertThat(event(emitted)).isEqualTo("CHANGED");
    }

    private static Object event(BlockingQueue<Exchange> emitted) throws InterruptedException {
        Exchange exchange = emitted.poll(1, TimeUnit.MINUTES);
        assertThat(exchange).isNotNull();
        return exchange.getMessage().getHeader(TikTokHeaders.EVENT);
    }

    @Test
    void invalidOptionFailsEndpoint() {
        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=apidirect&maxRetries=abc"))
                .hasStackTraceContaining("option maxRetries must be a whole number from 0 to 20, but was 'abc'");
        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=apidirect&frobnicate=1"))
                .hasStackTraceContaining("frobnicate");
    }

    @Test
    void keyIsMasked() {
        String uri = "tiktok:video?provider=apidirect&apiKey=" + WRONG_KEY;

        Exchange exchange = lookUp(uri, ID);

        assertThat(exchange.getException()).isInstanceOf(TikTokCredentialsException.class);
        assertThat(exchange.getException().toString()).doesNotContain(WRONG_KEY);
        assertThat(context.getEndpoint(uri).toString())
                .contains("apiKey=xxxxxx")
                .doesNotContain(WRONG_KEY);
    }

    @Test
    void healthCheckReportsRefusedKey() throws Exception {
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lookup").to("tiktok:video?provider=apidirect&apiKey=" + WRONG_KEY);
            }
        });

        assertThat(health()).isEqualTo(HealthCheck.State.UP);
        lookUp("direct:lookup", ID);
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
    }

    private HealthCheck.State health() {
        return HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:"))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    @Test
    void developerConsoleCountsLookups() {
        found("tiktok:video?provider=apidirect");

        assertThat(PluginHelper.getDevConsoleResolver(context)
                        .resolveDevConsole("tiktok")
                        .call(DevConsole.MediaType.TEXT)
                        .toString())
                .contains("component: tiktok", "lookups: 1");
    }

    @Test
    void jmxCountsLookups() throws Exception {
        assumeResolved("camel-management");
        found("tiktok:video?provider=apidirect");

        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName name = new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=components,name=\"tiktok\"");
        assertThat(server.getAttribute(name, "LookupsTotal")).isEqualTo(1L);
    }

    @Test
    void mainBindsProperties() throws Exception {
        assumeResolved("camel-main");
        Main main = new Main();
        main.addInitialProperty("camel.component.tiktok.provider", "apidirect");
        main.addInitialProperty("camel.component.tiktok.max-retries", "0");
        main.addInitialProperty("camel.component.tiktok.apidirect.base-url", System.getProperty("apidirect.base-url"));
        main.addInitialProperty("camel.component.tiktok.apidirect.api-key", System.getProperty("apidirect.api-key"));
        main.start();
        try {
            assertThat(main.getCamelTemplate().requestBody("tiktok:video", ID, String.class))
                    .contains(ID);
        } finally {
            main.stop();
        }
    }

    @Test
    void stopEndsThreads() throws Exception {
        found("tiktok:video?provider=apidirect");
        List<Thread> threads = threads();
        assertThat(threads).isNotEmpty();

        context.stop();

        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        }
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(context).extracting(CamelContext::isStopped).isEqualTo(true);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().contains("TikTok") || thread.getName().contains("httpclient-"))
                .toList();
    }
}
