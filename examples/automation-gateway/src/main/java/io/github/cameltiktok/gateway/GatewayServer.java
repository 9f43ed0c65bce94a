package io.github.cameltiktok.gateway;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.gateway.access.ApiKey;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyRing;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.http.ApiListener;
import io.github.cameltiktok.gateway.http.ApiRoutes;
import io.github.cameltiktok.gateway.http.ApiServer;
import io.github.cameltiktok.gateway.http.AsyncHttpEngine;
import io.github.cameltiktok.gateway.http.UnknownPaths;
import io.github.cameltiktok.gateway.store.Database;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. {@link #close} ends it: it finishes requests, and closes the database. Thread-safe. */
public final class GatewayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    /** Time for requests in flight after a stop, longer than the deadline of a lookup. */
    private static final int STOP_SECONDS_AFTER_DEADLINE = 5;

    private final GatewaySettings settings;
    private final @Nullable Integer managementPort;
    private final Clock clock;
    private final Database database;
    private final KeyRing keys;
    private final ApiServer server;
    private final ApiListener listener;
    private final Main camel = new Main();
    private final Jobs jobs = new Jobs();
    private @Nullable Parts parts;

    private GatewayServer(GatewaySettings settings, Environment environment) {
        this.settings = settings;
        this.managementPort = freeManagementPort(settings);
        this.clock = environment.clock();
        this.listener = environment.listener();
        this.database = Database.open(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword());
        this.keys = new KeyRing(database, clock);
        String publicUrl = settings.publicUrl();
        this.server = new ApiServer(
                Vertx.vertx(environment.vertx()),
                settings.bindAddress(),
                settings.port(),
                publicUrl != null && publicUrl.startsWith("https:"));
        camel.setOverrideProperties(camelProperties());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        camel.bind("metricsRegistry", registry);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                configure(main.getCamelContext(), registry);
            }
        });
    }

    /**
     * Clock, listener and Vert.x options of a gateway.
     *
     * @param listener receives the status of each answer
     */
    public record Environment(Clock clock, ApiListener listener, VertxOptions vertx) {

        /** Returns that of a real gateway. */
        public static Environment real() {
            // The server reads no files.
            FileSystemOptions files =
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
            return new Environment(
                    Clock.systemUTC(), (operation, status) -> {}, new VertxOptions().setFileSystemOptions(files));
        }
    }

    /** Starts a gateway; returns when it answers requests. */
    public static GatewayServer start(GatewaySettings settings) {
        return start(settings, Environment.real());
    }

    /**
     * Starts a gateway; returns when it answers requests.
     *
     * @throws IllegalStateException if a port is in use
     */
    public static GatewayServer start(GatewaySettings settings, Environment environment) {
        GatewayServer gateway = new GatewayServer(settings, environment);
        try {
            gateway.open();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void open() {
        keys.refresh().join();
        camel.start();
        Parts started = parts();
        server.listen(new UnknownPaths(started.operations(), listener));
        started.schedule(jobs);
        LOG.info("Gateway at {}", url());
    }

    /** Returns the address at which the gateway listens. */
    public URI url() {
        return URI.create("http://" + settings.bindAddress() + ':' + server.getPort());
    }

    /** Returns the address of {@code /observe/health} and {@code /observe/metrics}; {@code null} without them. */
    public @Nullable URI managementUrl() {
        return managementPort == null ? null : URI.create("http://" + settings.bindAddress() + ':' + managementPort);
    }

    /** Returns the address as callers see it, without a trailing slash. */
    public String publicUrl() {
        String publicUrl = settings.publicUrl();
        return publicUrl == null ? url().toString() : publicUrl;
    }

    /** Creates a key, which works at once. */
    public ApiKey createKey(CallerSettings caller) {
        ApiKey key = database.now(handle -> KeyTable.create(handle, caller, clock.instant()));
        keys.refresh().join();
        return key;
    }

    CamelContext context() {
        return camel.getCamelContext();
    }

    Database database() {
        return database;
    }

    Parts parts() {
        return Objects.requireNonNull(parts, "not started");
    }

    private Properties camelProperties() {
        Properties properties = settings.camelProperties();
        properties.setProperty("camel.main.routes-include-pattern", settings.routes());
        properties.setProperty(
                "camel.main.shutdown-timeout",
                Long.toString(settings.deadline().toSeconds() + STOP_SECONDS_AFTER_DEADLINE));
        properties.setProperty("camel.management.enabled", Boolean.toString(managementPort != null));
        if (managementPort != null) {
            properties.setProperty("camel.management.port", managementPort.toString());
            properties.setProperty("camel.management.host", settings.bindAddress());
        }
        return properties;
    }

    private void configure(CamelContext context, PrometheusMeterRegistry registry) {
        try {
            context.addService(server);
            ProviderShares.apply(context.getComponent("tiktok", TikTokComponent.class), settings.instances());
            HealthCheckRegistry.get(context).register(new DatabaseHealthCheck(database));
            Parts created = Parts.create(settings, clock, database, keys, context, registry);
            parts = created;
            context.getComponent("platform-http", PlatformHttpComponent.class)
                    .setEngine(new AsyncHttpEngine(ApiRoutes.paths(created.operations())));
            context.addRoutes(created.routes(listener, this::publicUrl));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the gateway's routes could not be created: " + e.getMessage(), e);
        }
    }

    /** Checks that the port is free. Otherwise Camel would log a stack trace and run without metrics and health. */
    private static @Nullable Integer freeManagementPort(GatewaySettings settings) {
        Integer port = settings.managementPort();
        if (port == null) {
            return null;
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(settings.bindAddress()))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " for metrics and health cannot be used (" + e.getMessage()
                    + "): set gateway.management-port to another one");
        }
    }

    /** Finishes requests in flight, and closes the database. */
    @Override
    public void close() {
        jobs.close();
        Parts created = parts;
        if (created != null) {
            created.stop();
        }
        camel.stop();
        if (created != null) {
            created.close();
        }
        server.stop();
        database.close();
    }
}
