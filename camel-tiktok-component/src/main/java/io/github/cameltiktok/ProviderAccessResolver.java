package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.CallQuota;
import io.github.cameltiktok.internal.lookup.LookupPlan;
import io.github.cameltiktok.internal.lookup.ProviderCallConfig;
import io.github.cameltiktok.internal.lookup.Retrying;
import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings together what endpoint, component and provider say about how a provider is asked. Thread-safe. */
final class ProviderAccessResolver {

    private final TikTokComponent component;

    /** The one provider that the component's own key has been used for. */
    private final AtomicReference<@Nullable String> ownerOfComponentKey = new AtomicReference<>();

    ProviderAccessResolver(TikTokComponent component) {
        this.component = component;
    }

    /**
     * Returns how an endpoint's resource is looked up.
     *
     * @param names of the providers as the endpoint's option or a header says them, separated by commas
     * @throws InvalidArgumentException if an option is wrong
     * @throws TikTokCredentialsException if there is no key for one of the providers
     */
    <T extends TikTokRecord> LookupPlan<T> plan(
            TikTokEndpoint endpoint, String names, Function<TikTokProvider, ProviderOperation<T>> operation) {
        TikTokConfiguration options = endpoint.getConfiguration();
        List<TikTokProvider> providers = component.providers().list(names);
        if (providers.size() > 1 && names.equals(options.getProvider())) {
            refuseWhatIsOfOneProvider(endpoint, names);
        }
        List<ProviderCallConfig<T>> all = new ArrayList<>();
        for (TikTokProvider provider : providers) {
            all.add(resolve(endpoint, names, provider, operation.apply(provider)));
        }
        return new LookupPlan<>(
                all,
                options.isFailoverOnNotFound(),
                Duration.ofMillis(options.getCacheTtl()),
                options.getCacheSize(),
                options.getOutputFormat() == OutputFormat.RAW);
    }

    /**
     * Returns how to ask a provider.
     *
     * @param option names of the providers as the endpoint's option or a header says them
     * @throws InvalidArgumentException if an option is wrong
     * @throws TikTokCredentialsException if there is no key for the provider
     */
    private <T extends TikTokRecord> ProviderCallConfig<T> resolve(
            TikTokEndpoint endpoint, String option, TikTokProvider provider, ProviderOperation<T> operation) {
        TikTokConfiguration options = endpoint.getConfiguration();
        TikTokProviderConfiguration settings = component.settingsOf(provider.name());
        OptionChecks.check(provider.name(), settings);
        if (provider.maxConcurrentRequests() < 1) {
            throw new InvalidArgumentException("provider " + provider.name()
                    + " must allow 1 or more calls at the same time, but allows " + provider.maxConcurrentRequests());
        }
        boolean isEndpointsOwn = option.equals(options.getProvider());
        BaseUrl address = address(endpoint, option, provider);
        String proxyHost = options.getProxyHost();
        if (!address.isHttps() && proxyHost != null && !options.isAllowInsecure() && !BaseUrl.isLoopback(proxyHost)) {
            throw new InvalidArgumentException("baseUrl must use https, as the API key would reach the proxy "
                    + proxyHost + " in clear text, but was: " + address + " (or set allowInsecure=true)");
        }
        Long maxConcurrentRequests = settings.getMaxConcurrentRequests();
        return new ProviderCallConfig<>(
                provider,
                endpoint.getResource().uriName(),
                operation,
                apiKey(isEndpointsOwn ? options.getApiKey() : null, settings, provider.name()),
                address,
                new HttpTransport.Settings(
                        Duration.ofMillis(options.getConnectTimeout()),
                        component.sslContext(options.getSslContextParameters()),
                        proxyHost,
                        Math.toIntExact(Objects.requireNonNullElse(options.getProxyPort(), 0L))),
                Duration.ofMillis(options.getResponseTimeout()),
                Math.toIntExact(options.getMaxResponseSize()),
                Duration.ofMillis(options.getMaxRetryAfter()),
                maxConcurrentRequests == null
                        ? provider.maxConcurrentRequests()
                        : Math.toIntExact(maxConcurrentRequests),
                Math.toIntExact(settings.getMaxQueuedRequests()),
                new Retrying.Settings(options.getMaxRetries(), Duration.ofMillis(options.getRetryDelay())),
                new CallQuota.Limits(
                        number(settings.getMaxRequestsPerDay()), number(settings.getMaxRequestsPerMonth())));
    }

    /**
     * Returns where a provider is asked.
     *
     * @param option names of the providers as the endpoint's option or a header says them
     * @throws InvalidArgumentException if the address is none
     */
    BaseUrl address(TikTokEndpoint endpoint, String option, TikTokProvider provider) {
        boolean isEndpointsOwn = option.equals(endpoint.getConfiguration().getProvider());
        String own = isEndpointsOwn ? endpoint.getBaseUrl() : null;
        String baseUrl =
                own != null ? own : component.settingsOf(provider.name()).getBaseUrl();
        try {
            return BaseUrl.parse(
                    baseUrl != null ? baseUrl : provider.defaultBaseUrl().toString(),
                    endpoint.getConfiguration().isAllowInsecure());
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(e);
        }
    }

    private void refuseWhatIsOfOneProvider(TikTokEndpoint endpoint, String names) {
        String apiKey = endpoint.getConfiguration().getApiKey();
        boolean hasOwnKey =
                apiKey != null && !apiKey.equals(component.getConfiguration().getApiKey());
        if (hasOwnKey || endpoint.getBaseUrl() != null) {
            throw new InvalidArgumentException("option " + (hasOwnKey ? "apiKey" : "baseUrl")
                    + " of an endpoint is of one provider, but provider names several: " + names
                    + "; each has a setting of its own, as in camel.component.tiktok.apidirect."
                    + (hasOwnKey ? "api-key" : "base-url"));
        }
    }

    private static @Nullable Integer number(@Nullable Long checked) {
        return checked == null ? null : Math.toIntExact(checked);
    }

    private ApiKey apiKey(@Nullable String own, TikTokProviderConfiguration settings, String provider) {
        String componentKey = component.getConfiguration().getApiKey();
        String providersKey = settings.getApiKey();
        // Blank is what an empty environment variable makes of a placeholder.
        boolean hasProvidersKey = providersKey != null && !providersKey.isBlank();
        String key = own == null || own.equals(componentKey) && hasProvidersKey ? providersKey : own;
        if (key == null || key.isBlank()) {
            throw new TikTokCredentialsException(
                    "no API key for " + provider + ": set " + Failures.whereTheKeyStands(provider)
                            + ". Nothing was sent.",
                    FailureDetails.refusedAt(provider),
                    null);
        }
        if (key.equals(componentKey)) {
            String owner = ownerOfComponentKey.compareAndExchange(null, provider);
            if (owner != null && !owner.equals(provider)) {
                throw new InvalidArgumentException("option apiKey of the component serves " + owner
                        + " already and is not sent to " + provider + ": set "
                        + Failures.whereTheKeyStands(provider));
            }
        }
        try {
            return new ApiKey(key);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(e);
        }
    }
}
