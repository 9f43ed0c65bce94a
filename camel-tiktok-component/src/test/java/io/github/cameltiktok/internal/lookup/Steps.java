package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Chains of a few steps, for tests of single steps. */
final class Steps {

    static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private Steps() {}

    /** Returns a step that returns the result of a function. */
    static LookupStep answering(
            Function<LookupExecution<TikTokUser>, CompletableFuture<LookupResult<TikTokUser>>> answer) {
        return new LookupStep() {
            @Override
            @SuppressWarnings("unchecked")
            public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
                CompletableFuture<?> found = answer.apply((LookupExecution<TikTokUser>) execution);
                return (CompletableFuture<LookupResult<T>>) found;
            }
        };
    }

    /** Returns a chain of these steps. */
    static LookupChain<TikTokUser> chain(
            LookupPlan<TikTokUser> plan, Bulkhead bulkhead, ScheduledExecutorService timer, LookupStep... steps) {
        List<ProviderClient<TikTokUser>> clients = plan.providers().stream()
                .map(config -> client(config, bulkhead, timer))
                .toList();
        return new LookupChain<>(plan, clients, List.of(steps), () -> {});
    }

    private static ProviderClient<TikTokUser> client(
            ProviderCallConfig<TikTokUser> config, Bulkhead bulkhead, ScheduledExecutorService timer) {
        String name = config.provider().name();
        Clock clock = Clock.systemUTC();
        return new ProviderClient<>(
                config,
                bulkhead,
                new ProviderCircuitBreaker(name, clock, timer),
                new CallQuota(name, config.quota(), CallQuota.Store.NONE, clock, Runnable::run),
                new HttpTransport(new HttpTransport.Settings(Duration.ofSeconds(1), null, null, 0), clock));
    }

    /** Returns a plan with providers of these names. Providers marked "unable" support no subject. */
    static LookupPlan<TikTokUser> plan(boolean failoverOnNotFound, List<String> providers) {
        return plan(failoverOnNotFound, 0, providers);
    }

    static LookupPlan<TikTokUser> plan(boolean failoverOnNotFound, int maxRetries, List<String> providers) {
        List<ProviderCallConfig<TikTokUser>> configs = providers.stream()
                .map(name -> LookupSettings.to(NOWHERE)
                        .provider(named(name.split(" ")[0]))
                        .retries(maxRetries, 1)
                        .users(new Users(!name.endsWith("unable")))
                        .userConfig())
                .toList();
        return new LookupPlan<>(configs, failoverOnNotFound, Duration.ZERO, 100, false);
    }

    private static TikTokProvider named(String name) {
        TikTokProvider real = new ApiDirect();
        return new TikTokProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public URI defaultBaseUrl() {
                return real.defaultBaseUrl();
            }

            @Override
            public int maxConcurrentRequests() {
                return real.maxConcurrentRequests();
            }

            @Override
            public SecretHeader authorization(String apiKey) {
                return real.authorization(apiKey);
            }

            @Override
            public ProviderOperation<TikTokVideo> video() {
                return real.video();
            }

            @Override
            public ProviderOperation<TikTokUser> user() {
                return real.user();
            }
        };
    }

    private record Users(boolean supportsAll) implements ProviderOperation<TikTokUser> {

        @Override
        public boolean supports(TikTokLink subject) {
            return supportsAll;
        }

        @Override
        public ProviderRequest request(TikTokLink subject, String requestSource) {
            return new ApiDirect().user().request(subject, requestSource);
        }

        @Override
        public TikTokUser read(TikTokLink subject, ProviderResponse response) {
            return new ApiDirect().user().read(subject, response);
        }
    }
}
