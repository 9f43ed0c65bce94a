package io.github.cameltiktok.gateway.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.gateway.access.Budgets;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.Sandbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** The gateway's routes at a sandbox, with a budget in a SQLite file, without HTTP. */
public final class LookupFixture implements AutoCloseable {

    /** Longer than any answer takes on a busy machine. */
    private static final long PATIENCE_SECONDS = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    public final DefaultCamelContext context = new DefaultCamelContext();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Database database;
    public final Budgets budgets;
    public final Prices prices;
    public final ProviderCatalog providers;
    public final CamelLookups lookups;

    private LookupFixture(Builder builder) {
        try {
            database = Database.open("jdbc:sqlite:" + builder.folder.resolve("gateway.db"), null, null);
            budgets = new Budgets(database, builder.clock);
            configure(builder);
            providers = ProviderCatalog.of(context);
            prices = new Prices(providers);
            lookups = new CamelLookups(context, budgets, prices, new LookupMeters(meters), builder.limit);
            // Lookups that a test leaves behind do not hold up the end.
            context.getShutdownStrategy().setTimeout(1);
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void configure(Builder builder) throws Exception {
        TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
        component.getConfiguration().setProvider(builder.provider);
        component.getConfiguration().setRetryDelay(1);
        component.getConfiguration().setMaxRetries(1);
        set(component.getApidirect(), builder, "apidirect");
        set(component.getDumplingai(), builder, "dumplingai");
        set(component.getPeekalink(), builder, "peekalink");
        if (builder.routes == null) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:gateway.camel.yaml"));
        } else {
            context.addRoutes(builder.routes);
        }
    }

    private static void set(TikTokProviderConfiguration provider, Builder builder, String name) {
        provider.setBaseUrl(builder.sandbox.baseUrl(name).toString());
        String key = name.equals(builder.provider) ? builder.apiKey : null;
        provider.setApiKey(key == null ? builder.sandbox.apiKey(name) : key);
        if (builder.maxConcurrentRequests != null) {
            provider.setMaxConcurrentRequests(builder.maxConcurrentRequests);
            provider.setMaxQueuedRequests(1);
        }
    }

    public static Builder at(Sandbox sandbox, Path folder) {
        return new Builder(sandbox, folder);
    }

    /** Settings of a fixture. */
    public static final class Builder {

        private final Sandbox sandbox;
        private final Path folder;
        private String provider = "apidirect";
        private @Nullable String apiKey;
        private Duration limit = Duration.ofSeconds(30);
        private Clock clock = Clock.systemUTC();
        private @Nullable RoutesBuilder routes;
        private @Nullable Long maxConcurrentRequests;

        private Builder(Sandbox sandbox, Path folder) {
            this.sandbox = sandbox;
            this.folder = folder;
        }

        public Builder provider(String name, @Nullable String key) {
            provider = name;
            apiKey = key;
            return this;
        }

        public Builder limit(Duration time) {
            limit = time;
            return this;
        }

        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        public Builder routes(RoutesBuilder own) {
            routes = own;
            return this;
        }

        /** Allows this number of calls at a time, and a queue of one lookup. */
        public Builder withShortQueue(long permits) {
            maxConcurrentRequests = permits;
            return this;
        }

        public LookupFixture start() {
            return new LookupFixture(this);
        }
    }

    /** Returns a caller with a budget of calls a day; {@code null} for no limit. */
    public static Caller caller(@Nullable Integer callsPerDay) {
        Caller all = CallerSettings.defaults("team").withKey("0123456789abcdef");
        return new Caller(
                all.name(),
                all.keyId(),
                all.scopes(),
                all.requestsPerMinute(),
                all.maxInFlight(),
                callsPerDay,
                all.maxWatches(),
                all.minCadence(),
                all.callbackHosts(),
                "KEY_DEFAULT");
    }

    static Call get(Caller caller, Map<String, String> query, Map<String, String> headers) {
        return new Call(
                "req_1", caller, Map.of(), query, headers, null, "https://gateway.example", new CompletableFuture<>());
    }

    static Call post(Caller caller, Map<String, String> query, Map<String, String> headers, String body) {
        return new Call(
                "req_1",
                caller,
                Map.of(),
                query,
                headers,
                json(body),
                "https://gateway.example",
                new CompletableFuture<>());
    }

    Lookups.Result find(TikTokResource kind, String subject) {
        return find(new Lookups.Request(kind, subject, null, false, null, caller(null)));
    }

    Lookups.Result find(Lookups.Request request) {
        return await(lookups.find(request));
    }

    ProblemException problem(TikTokResource kind, String subject) {
        return failure(lookups.find(new Lookups.Request(kind, subject, null, false, null, caller(null))));
    }

    LookupApi api() {
        return new LookupApi(lookups, Duration.ofMinutes(10), Clock.systemUTC());
    }

    Reply call(String operation, Call call) {
        return await(handle(operation, call));
    }

    ProblemException problem(String operation, Call call) {
        return failure(handle(operation, call));
    }

    private CompletableFuture<Reply> handle(String operation, Call call) {
        return api().operations().stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(call)
                .toCompletableFuture();
    }

    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public static ProblemException failure(CompletableFuture<?> future) {
        try {
            Object result = await(future);
            throw new AssertionError("no problem but " + result);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                return problem;
            }
            throw e;
        }
    }

    public static byte[] bytes(Reply reply) {
        return ((Reply.Bytes) Objects.requireNonNull(reply.body())).content();
    }

    public static JsonNode json(Reply reply) {
        return json(new String(bytes(reply), StandardCharsets.UTF_8));
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    @Override
    public void close() {
        context.stop();
        lookups.close();
        database.close();
    }
}
