package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.store.Sealed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a gateway, from the properties {@code gateway.*}. All other properties are Camel's, such as
 * {@code camel.component.tiktok.provider}. Immutable.
 */
public final class GatewaySettings {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_INSTANCES = 1_000;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("gateway.port", "8080"),
            Map.entry("gateway.bind-address", "127.0.0.1"),
            Map.entry("gateway.public-url", ""),
            Map.entry("gateway.management-port", ""),
            Map.entry("gateway.database.url", "jdbc:sqlite:gateway.db"),
            Map.entry("gateway.database.user", ""),
            Map.entry("gateway.database.password", ""),
            Map.entry("gateway.secret", ""),
            Map.entry("gateway.previous-secret", ""),
            Map.entry("gateway.secret-file", "gateway.secret"),
            Map.entry("gateway.instances", "1"),
            Map.entry("gateway.deadline", "20s"),
            Map.entry("gateway.cache-ttl", "10m"),
            Map.entry("gateway.routes", ""),
            Map.entry("gateway.allow-local", "false"),
            Map.entry("gateway.trusted-origins", ""));

    private static final String PREFIX = "gateway.";
    private static final String USER_ROUTES = "gateway.camel.yaml";

    private final Properties values;

    private GatewaySettings(Properties values) {
        this.values = values;
    }

    /**
     * Reads and checks settings. The environment overrides: {@code GATEWAY_PUBLIC_URL} is {@code gateway.public-url}.
     *
     * @throws IllegalArgumentException for an unknown name or a wrong value
     */
    public static GatewaySettings of(Properties properties, Map<String, String> environment) {
        Properties values = new Properties();
        DEFAULTS.forEach(values::setProperty);
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(PREFIX) && !DEFAULTS.containsKey(name)) {
                throw new IllegalArgumentException("unknown property " + name + ": the gateway knows "
                        + String.join(", ", new TreeSet<>(DEFAULTS.keySet())));
            }
            values.setProperty(name, properties.getProperty(name).strip());
        }
        for (String name : DEFAULTS.keySet()) {
            String value = environment.get(
                    name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
            if (value != null) {
                values.setProperty(name, value.strip());
            }
        }
        GatewaySettings settings = new GatewaySettings(values);
        settings.check();
        return settings;
    }

    private void check() {
        port();
        managementPort();
        instances();
        deadline();
        cacheTtl();
        allowLocal();
        String publicUrl = publicUrl();
        if (publicUrl != null && !publicUrl.matches("https?://[^/?#]+(/[^?#]*[^/?#])?")) {
            throw new IllegalArgumentException("property gateway.public-url must be an address such as"
                    + " https://gateway.example, without a trailing slash, but is " + publicUrl);
        }
    }

    /** Returns the port of the API; 0 for any free one. */
    public int port() {
        return number("gateway.port", 0, MAX_PORT);
    }

    /** Returns the address to listen at. */
    public String bindAddress() {
        return text("gateway.bind-address");
    }

    /** Returns the address as callers see it; {@code null} if it is the bind address. */
    public @Nullable String publicUrl() {
        return optional("gateway.public-url");
    }

    /** Returns the port of health and metrics; {@code null} without them. */
    public @Nullable Integer managementPort() {
        return optional("gateway.management-port") == null ? null : number("gateway.management-port", 0, MAX_PORT);
    }

    public String databaseUrl() {
        return text("gateway.database.url");
    }

    public @Nullable String databaseUser() {
        return optional("gateway.database.user");
    }

    public @Nullable String databasePassword() {
        return optional("gateway.database.password");
    }

    /** Returns the seal of {@code gateway.secret}, or of the key file, which is created if it is missing. */
    public Sealed sealed() {
        String secret = optional("gateway.secret");
        return secret == null
                ? Sealed.ofFile(Path.of(text("gateway.secret-file")))
                : Sealed.of(secret, optional("gateway.previous-secret"));
    }

    /** Returns the number of gateways that share the limits of keys, providers and endpoints. */
    public int instances() {
        return number("gateway.instances", 1, MAX_INSTANCES);
    }

    /** Returns the longest time of a lookup at its providers. */
    public Duration deadline() {
        return duration("gateway.deadline");
    }

    /** Returns how long an answer stays in the cache. */
    public Duration cacheTtl() {
        return duration("gateway.cache-ttl");
    }

    /** Returns whether webhooks may go to this machine, for demos. */
    public boolean allowLocal() {
        return flag("gateway.allow-local");
    }

    /** Returns origins of receivers in private networks. */
    public Set<String> trustedOrigins() {
        return Arrays.stream(text("gateway.trusted-origins").split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Returns the location of the routes: {@code gateway.routes}, else a file in the working directory, else the jar's. */
    public String routes() {
        String routes = optional("gateway.routes");
        if (routes != null) {
            return Arrays.stream(routes.split(",", -1))
                    .map(String::strip)
                    .map(file -> file.contains(":") ? file : "file:" + file)
                    .collect(Collectors.joining(","));
        }
        return Files.exists(Path.of(USER_ROUTES)) ? "file:" + USER_ROUTES : "classpath:" + USER_ROUTES;
    }

    /** Returns the properties for Camel; secrets of the gateway are not among them. */
    public Properties camelProperties() {
        Properties camel = new Properties();
        for (String name : values.stringPropertyNames()) {
            if (!name.startsWith(PREFIX)) {
                camel.setProperty(name, values.getProperty(name));
            }
        }
        camel.setProperty("gateway.deadline", text("gateway.deadline"));
        camel.setProperty("gateway.cache-ttl", text("gateway.cache-ttl"));
        return camel;
    }

    /** Returns the names of the settings, without values, because some are secret. */
    @Override
    public String toString() {
        return new TreeSet<>(values.stringPropertyNames()).toString();
    }

    private String text(String name) {
        return values.getProperty(name, "");
    }

    private @Nullable String optional(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    private boolean flag(String name) {
        String text = text(name);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("property " + name + " must be true or false, but is " + text);
        }
        return text.equals("true");
    }

    private int number(String name, int min, int max) {
        String text = text(name);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new IllegalArgumentException(
                "property " + name + " must be a number from " + min + " to " + max + ", but is " + text);
    }

    private Duration duration(String name) {
        String text = text(name);
        try {
            Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Reported below.
        }
        throw new IllegalArgumentException(
                "property " + name + " must be a duration of at least 1 ms, such as 20s, but is " + text);
    }
}
