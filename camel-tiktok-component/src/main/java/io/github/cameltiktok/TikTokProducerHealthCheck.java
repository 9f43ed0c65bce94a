package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.ApiKeyChecker;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.LookupPlan;
import io.github.cameltiktok.internal.lookup.ProviderCallConfig;
import io.github.cameltiktok.internal.lookup.ProviderCircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Checks the providers of an endpoint with its API keys. Down if each of them needs an operator to mend a key, credit
 * or quota. Makes no call that is billed.
 */
final class TikTokProducerHealthCheck implements HealthCheck {

    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final TikTokEndpoint endpoint;
    private final String id;
    private final @Nullable LookupPlan<?> plan;
    private volatile boolean enabled;

    /**
     * @param id unique id of the check
     * @param plan of the endpoint's lookups; {@code null} if messages name the provider
     */
    TikTokProducerHealthCheck(TikTokEndpoint endpoint, String id, @Nullable LookupPlan<?> plan) {
        this.endpoint = endpoint;
        this.id = id;
        this.plan = plan;
        this.enabled = endpoint.getComponent().isHealthCheckProducerEnabled();
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Returns false: a restart of the application mends no account. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        // The endpoint prints its URI with the key masked.
        result.detail(ENDPOINT_URI, endpoint.toString());
        result.detail(CHECK_KIND, Kind.READINESS);
        if (!enabled) {
            return result.message("Disabled")
                    .detail(CHECK_ENABLED, false)
                    .unknown()
                    .build();
        }
        if (plan == null) {
            return result.detail("provider", "named by each message").up().build();
        }
        LookupEngine engine = endpoint.getComponent().engine();
        if (engine == null) {
            return result.message("The component is stopped").unknown().build();
        }
        result.detail("provider", String.valueOf(endpoint.getConfiguration().getProvider()));
        Map<String, String> complaints = new LinkedHashMap<>();
        circuits(engine.circuits(plan), result, complaints);
        if (endpoint.getComponent().isHealthCheckKeys()) {
            keys(engine, plan.providers(), result, complaints);
        }
        return complaints.size() < plan.providers().size()
                ? result.up().build()
                : result.down().message(String.join("; ", complaints.values())).build();
    }

    /** @param complaints problems for an operator, by provider */
    private static void circuits(
            List<ProviderCircuitBreaker.Status> circuits,
            HealthCheckResultBuilder result,
            Map<String, String> complaints) {
        for (ProviderCircuitBreaker.Status circuit : circuits) {
            String provider = circuit.provider();
            result.detail(provider + ".circuit", circuit.state().name());
            if (circuit.state() == ProviderCircuitBreaker.State.OPEN) {
                result.detail(provider + ".reason", circuit.reason());
                result.detail(provider + ".until", String.valueOf(circuit.until()));
            }
            if (circuit.isAccountProblem()) {
                complaints.put(
                        provider,
                        "circuit breaker of " + provider + " open until " + circuit.until() + ": it "
                                + circuit.reason());
            }
        }
    }

    /** Checks the keys at all providers at the same time, then waits for each result. */
    private void keys(
            LookupEngine engine,
            List<? extends ProviderCallConfig<?>> providers,
            HealthCheckResultBuilder result,
            Map<String, String> complaints) {
        List<CompletableFuture<ApiKeyChecker.Status>> checks = new ArrayList<>();
        providers.forEach(access -> checks.add(engine.checkKey(access)));
        for (int i = 0; i < checks.size(); i++) {
            String provider = providers.get(i).provider().name();
            ApiKeyChecker.Status check = await(checks.get(i));
            result.detail(provider + ".keyCheck", check.verdict().name());
            if (check.verdict() == ApiKeyChecker.Status.Verdict.REJECTED) {
                complaints.putIfAbsent(provider, provider + " " + check.message());
            } else if (check.verdict() == ApiKeyChecker.Status.Verdict.UNKNOWN) {
                result.detail(provider + ".keyCheckTrouble", check.message());
            }
        }
    }

    private ApiKeyChecker.Status await(CompletableFuture<ApiKeyChecker.Status> check) {
        TikTokConfiguration options = endpoint.getConfiguration();
        // Connecting and the TLS handshake may take connectTimeout each.
        Duration limit = Duration.ofMillis(2 * options.getConnectTimeout() + options.getResponseTimeout())
                .plus(MARGIN);
        try {
            return check.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException e) {
            check.cancel(true);
            return new ApiKeyChecker.Status(ApiKeyChecker.Status.Verdict.UNKNOWN, "did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ApiKeyChecker.Status(ApiKeyChecker.Status.Verdict.UNKNOWN, "was not waited for");
        } catch (ExecutionException e) {
            return new ApiKeyChecker.Status(ApiKeyChecker.Status.Verdict.UNKNOWN, "could not be called");
        }
    }
}
