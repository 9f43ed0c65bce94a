package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.health.BrokerHealthCheck;
import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.health.ConditionsHealthCheck;
import io.github.cameltiktok.pipeline.health.PollingHealthCheck;
import io.github.cameltiktok.pipeline.kafka.BrokersUnavailableException;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.window.WindowedKafkaClientFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the pipeline: the routes of {@code pipeline.camel.yaml}, with metrics and health. Metrics and health work
 * from the start. The routes start when brokers, topics and rights have been checked.
 */
public final class Pipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private static final Duration RECONNECT_DELAY = Duration.ofSeconds(2);

    private final InstantSource clock = InstantSource.system();
    private final Main camel = new Main();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Conditions conditions = new Conditions(clock);
    private @Nullable Parts parts;

    /** The parts that are created from the properties. */
    private record Parts(
            PipelineProperties properties, KafkaSettings kafka, Topics topics, WindowedKafkaClientFactory windows) {}

    private Pipeline(Properties properties) {
        Properties overriding = Environment.properties(System.getenv());
        overriding.putAll(properties);
        camel.setOverrideProperties(overriding);
        registry.config().meterFilter(new LookupBuckets());
        camel.bind("metricsRegistry", registry);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                parts = bindBeans(main.getCamelContext());
            }
        });
    }

    /**
     * Starts an instance; returns when its routes have started.
     *
     * @param properties override those of {@code application.properties}
     */
    public static Pipeline start(Properties properties) {
        Pipeline pipeline = new Pipeline(properties);
        try {
            pipeline.camel.start();
            pipeline.connect();
            return pipeline;
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    /**
     * Runs an instance until the process is stopped. It waits while the brokers cannot be reached.
     *
     * @throws Exception if the instance cannot start, and a retry cannot succeed
     */
    public static void run(Properties properties) throws Exception {
        Pipeline pipeline = new Pipeline(properties);
        RuntimeException[] failure = new RuntimeException[1];
        pipeline.camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                try {
                    if (pipeline.connect()) {
                        LOG.info("Up: {}", pipeline.summary());
                    }
                } catch (RuntimeException e) {
                    // Camel would log the failure and keep the process running.
                    failure[0] = e;
                    pipeline.camel.completed();
                }
            }
        });
        try {
            pipeline.camel.run();
        } finally {
            pipeline.closeParts();
        }
        if (failure[0] != null) {
            throw failure[0];
        }
        LOG.info("Stopped. Requests without an outcome are left to the next instance.");
    }

    /** Finishes lookups in flight, commits, and leaves the group. */
    @Override
    public void close() {
        camel.stop();
        closeParts();
    }

    /** Returns the base URL of {@code /metrics} and {@code /health}. */
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

    private Parts parts() {
        if (parts == null) {
            throw new IllegalStateException("not started");
        }
        return parts;
    }

    /** Returns whether the routes have been started; false if the process is stopped before. */
    private boolean connect() {
        while (true) {
            try {
                TopicSetup.check(
                        parts().kafka(), parts().topics(), parts().properties().partitionsToCreate());
                conditions.works(Conditions.BROKERS);
                parts().windows().observe(parts().topics().videos());
                parts().windows().observe(parts().topics().deadLetters());
                context().getRouteController().startAllRoutes();
                return true;
            } catch (BrokersUnavailableException e) {
                conditions.fails(Conditions.BROKERS, String.valueOf(e.getMessage()));
                if (isStoppedWithin(RECONNECT_DELAY)) {
                    return false;
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("routes could not be started: " + e.getMessage(), e);
            }
        }
    }

    private boolean isStoppedWithin(Duration time) {
        try {
            return camel.getShutdownStrategy().await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String summary() {
        PipelineProperties properties = parts().properties();
        Topics topics = parts().topics();
        return String.format(
                "%s → %s at %s as group %s, provider %s, window %d%s",
                topics.requests(),
                String.join(", ", topics.videos(), topics.deadLetters(), topics.retries()),
                parts().kafka().brokers(),
                topics.group(),
                properties.provider(),
                properties.maxInFlight(),
                properties.port() == null ? "" : ", metrics and health at " + managementUrl());
    }

    private Parts bindBeans(CamelContext context) {
        PipelineProperties properties = new PipelineProperties(context);
        properties.check();
        checkPort(properties.port());
        Topics topics = properties.topics();
        KafkaSettings kafka = properties.kafka();
        WindowedKafkaClientFactory windows = new WindowedKafkaClientFactory(
                kafka,
                // Only retries have a due time. A header of the same name on a request is the client's.
                record -> record.topic().equals(topics.retries()) ? Request.due(record) : Instant.MIN,
                clock,
                conditions);
        camel.bind("windowedClients", windows);
        camel.bind("request", new Request(topics.requests()));
        camel.bind("foundVideo", new FoundVideo(properties.format()));
        FailedLookup failedLookup = new FailedLookup(properties.retryPolicy(), clock);
        camel.bind("failedLookup", failedLookup);
        camel.bind("providerUnavailable", new ProviderUnavailable());
        camel.bind("failedWrite", new FailedWrite(topics, conditions));
        camel.bind("recordShrinker", new RecordShrinker(failedLookup));
        PipelineMeters meters = new PipelineMeters(registry);
        meters.bind(windows, topics.requests());
        meters.bind(windows, topics.retries());
        meters.bind(conditions);
        camel.bind("commitStep", new CommitStep(topics, conditions, meters));
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.register(new BrokerHealthCheck(windows::secondsSinceHeartbeat));
        checks.register(new ConditionsHealthCheck(conditions));
        checks.register(new PollingHealthCheck(() -> sinceLastPoll(context, topics, windows)));
        return new Parts(properties, kafka, topics, windows);
    }

    /** Returns the time since the last poll of each topic, except those of routes that an operator has stopped. */
    private static Map<String, Duration> sinceLastPoll(
            CamelContext context, Topics topics, WindowedKafkaClientFactory windows) {
        Map<String, Duration> since = new HashMap<>(windows.sinceLastPoll());
        Map.of("requests", topics.requests(), "retries", topics.retries()).forEach((route, topic) -> {
            if (!context.getRouteController().getRouteStatus(route).isStarted()) {
                since.remove(topic);
            }
        });
        return since;
    }

    /** Checks that the port is free. Otherwise Camel would log a stack trace and run without metrics and health. */
    private static void checkPort(@Nullable Integer port) {
        if (port != null) {
            try (ServerSocket socket = new ServerSocket(port)) {
                LOG.debug("Port {} is free", socket.getLocalPort());
            } catch (IOException e) {
                throw new IllegalStateException("port " + port + " for metrics and health cannot be used ("
                        + e.getMessage() + "): set PIPELINE_PORT to another one");
            }
        }
    }

    private void closeParts() {
        if (parts != null) {
            parts.windows().close();
        }
    }
}
