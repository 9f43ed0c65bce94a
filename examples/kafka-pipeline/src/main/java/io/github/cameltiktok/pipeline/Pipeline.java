package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.window.WindowedKafkaClientFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.TimeUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The routes of {@code pipeline.camel.yaml}, running: one instance of the pipeline. */
public final class Pipeline implements AutoCloseable {

    private final Main camel = new Main();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WindowedKafkaClientFactory windows =
            new WindowedKafkaClientFactory(this::due, InstantSource.system());
    private volatile String retriesTopic = "";

    private Pipeline(Properties properties) {
        Properties overriding = Environment.properties(System.getenv());
        overriding.putAll(properties);
        camel.setOverrideProperties(overriding);
        registry.config().meterFilter(new LookupBuckets());
        camel.bind("windowedClients", windows);
        camel.bind("metricsRegistry", registry);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                bindBeans(main.getCamelContext());
            }
        });
    }

    /**
     * Starts an instance; returns when its routes are up.
     *
     * @param properties those of {@code application.properties} that are to be different
     */
    public static Pipeline start(Properties properties) {
        Pipeline pipeline = new Pipeline(properties);
        pipeline.camel.start();
        return pipeline;
    }

    /** Runs an instance until the process is told to stop. */
    public static void run(Properties properties) throws Exception {
        new Pipeline(properties).camel.run();
    }

    /** Ends lookups that have begun, commits, and leaves the group. */
    @Override
    public void close() {
        camel.stop();
    }

    /** Returns where metrics and health are, as {@code /metrics} and {@code /health} below it. */
    public URI managementUrl() {
        ManagementHttpServer server = camel.getCamelContext().hasService(ManagementHttpServer.class);
        if (server == null) {
            throw new IllegalStateException("camel.management.enabled is false");
        }
        return URI.create("http://localhost:" + server.getPort() + "/observe");
    }

    CamelContext context() {
        return camel.getCamelContext();
    }

    /** Only retries wait: what a request says of itself is its client's. */
    private Instant due(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(retriesTopic) ? Request.due(record) : Instant.MIN;
    }

    private void bindBeans(CamelContext context) {
        PropertiesComponent properties = context.getPropertiesComponent();
        InstantSource clock = InstantSource.system();
        String requests = property(properties, "topic.requests");
        retriesTopic = property(properties, "topic.retries");
        RetryPolicy policy = new RetryPolicy(
                number(properties, "max-retries", 0),
                duration(properties, "retry-delay"),
                duration(properties, "max-retry-delay"));
        // Camel would find out later, when requests are on their way.
        number(properties, "max-in-flight", 1);
        number(properties, "max-waiting-retries", 1);
        number(properties, "out-of-use-delay", 1);
        camel.bind("request", new Request(requests));
        camel.bind("foundVideo", new FoundVideo(VideoFormat.valueOf(property(properties, "format"))));
        FailedLookup failedLookup = new FailedLookup(policy, clock);
        camel.bind("failedLookup", failedLookup);
        camel.bind("providerUnavailable", new ProviderUnavailable());
        camel.bind("recordShrinker", new RecordShrinker(failedLookup));
        PipelineMeters meters = new PipelineMeters(registry);
        meters.watch(windows, requests);
        meters.watch(windows, retriesTopic);
        camel.bind("commitStep", new CommitStep(meters));
        HealthCheckRegistry.get(context).register(new BrokerHealthCheck(windows::secondsSinceHeartbeat));
    }

    private static String property(PropertiesComponent properties, String name) {
        return properties
                .resolveProperty("pipeline." + name)
                .orElseThrow(() -> new IllegalArgumentException("property pipeline." + name + " must be set"));
    }

    private static int number(PropertiesComponent properties, String name, int least) {
        String text = property(properties, name);
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "property pipeline." + name + " must be a number of at least " + least + ", but is " + text);
    }

    private static Duration duration(PropertiesComponent properties, String name) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(property(properties, name)));
    }
}
