package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.gateway.access.ApiKey;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.http.ApiListener;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A gateway at a sandbox, with a SQLite file in a folder of the test, and a client with a key. */
public final class GatewayFixture implements AutoCloseable {

    /** Longer than anything takes on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;
    private final boolean ownsSandbox;
    private final GatewayServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String key;

    private GatewayFixture(Builder builder) {
        ownsSandbox = builder.sandbox == null;
        sandbox = builder.sandbox == null ? Sandbox.start(builder.sandboxOptions) : builder.sandbox;
        GatewaySettings settings = GatewaySettings.of(builder.properties(sandbox), Map.of());
        server = GatewayServer.start(
                settings, new GatewayServer.Environment(builder.clock, builder.listener, builder.vertx));
        key = createKey(CallerSettings.defaults(builder.caller)).text();
    }

    /** Returns the settings of a fixture whose files are in this folder, such as a {@code @TempDir}. */
    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    /** Starts a fixture with the defaults. */
    public static GatewayFixture start(Path folder) {
        return in(folder).start();
    }

    /** Settings of a fixture. */
    public static final class Builder {

        private final Properties properties = new Properties();
        private final Path folder;
        private SandboxOptions sandboxOptions = SandboxOptions.defaults();
        private @Nullable Sandbox sandbox;
        private Clock clock = Clock.systemUTC();
        private final ApiListener listener = new ContractRecorder();
        private VertxOptions vertx = new VertxOptions();
        private String caller = "test";

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** Sets a property of the gateway or of Camel. */
        public Builder with(String name, String value) {
            properties.setProperty(name, value);
            return this;
        }

        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        public Builder sandbox(SandboxOptions options) {
            sandboxOptions = options;
            return this;
        }

        /** Uses this sandbox, which the test closes. */
        public Builder sandbox(Sandbox shared) {
            sandbox = shared;
            return this;
        }

        /** Selects the provider, and its API key if it is not the sandbox's. */
        public Builder provider(String name, @Nullable String apiKey) {
            with("camel.component.tiktok.provider", name);
            if (apiKey != null) {
                with("camel.component.tiktok." + name + ".api-key", apiKey);
            }
            return this;
        }

        /** Names the caller of the fixture's key. */
        public Builder caller(String name) {
            caller = name;
            return this;
        }

        public Builder vertx(VertxOptions options) {
            vertx = options;
            return this;
        }

        public GatewayFixture start() {
            return new GatewayFixture(this);
        }

        private Properties properties(Sandbox at) {
            Properties all = new Properties();
            all.setProperty("gateway.port", "0");
            all.setProperty("gateway.database.url", "jdbc:sqlite:" + folder.resolve("gateway.db"));
            all.setProperty("gateway.secret", "0123456789abcdef0123456789abcdef");
            all.setProperty("gateway.allow-local", "true");
            all.setProperty("gateway.routes", "classpath:gateway.camel.yaml");
            all.setProperty("camel.component.tiktok.provider", "apidirect");
            all.setProperty("camel.component.tiktok.max-retries", "0");
            for (String name : List.of("apidirect", "dumplingai", "peekalink")) {
                String prefix = "camel.component.tiktok." + name;
                all.setProperty(prefix + ".base-url", at.baseUrl(name).toString());
                all.setProperty(prefix + ".api-key", at.apiKey(name));
            }
            all.putAll(properties);
            return all;
        }
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public GatewayServer server() {
        return server;
    }

    public Database database() {
        return server.database();
    }

    public CamelContext context() {
        return server.context();
    }

    /** Returns the key of the caller {@code test}, which has the default limits. */
    public String key() {
        return key;
    }

    /** Creates a key, which works at once. */
    public ApiKey createKey(CallerSettings caller) {
        return server.createKey(caller);
    }

    public HttpClient client() {
        return client;
    }

    /** Returns the address of a path with query. */
    public URI uri(String path) {
        return URI.create(server.url() + path);
    }

    /** Returns a request with the key of {@code test}. */
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + key);
    }

    /** Returns a request without a key. */
    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> patch(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Returns the JSON body of a response. */
    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the gateway, and checks that no test has caused an answer that the OpenAPI document does not have. */
    @Override
    public void close() {
        server.close();
        if (ownsSandbox) {
            sandbox.close();
        }
        assertThat(ContractRecorder.undocumented())
                .as("answers that openapi.yaml does not have")
                .isEmpty();
    }
}
