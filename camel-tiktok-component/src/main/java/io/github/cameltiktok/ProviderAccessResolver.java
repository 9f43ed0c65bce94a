package io.github.cameltiktok;

import io.github.cameltiktok.lookup.ApiKey;
import io.github.cameltiktok.lookup.BaseUrl;
import io.github.cameltiktok.lookup.ProviderAccess;
import io.github.cameltiktok.lookup.TransportSettings;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
     * Returns how to ask a provider.
     *
     * @param option name of the provider as the endpoint's option or a header says it
     * @throws IllegalArgumentException if an option is wrong
     * @throws TikTokCredentialsException if there is no key for the provider
     */
    <T extends TikTokRecord> ProviderAccess<T> resolve(
            TikTokEndpoint endpoint, String option, TikTokProvider provider, ProviderOperation<T> operation) {
        TikTokConfiguration options = endpoint.getConfiguration();
        TikTokProviderConfiguration settings = component.settingsOf(provider.name());
        OptionChecks.check(provider.name(), settings);
        if (provider.maxConcurrentRequests() < 1) {
            throw new IllegalArgumentException("provider " + provider.name()
                    + " must allow 1 or more calls at the same time, but allows " + provider.maxConcurrentRequests());
        }
        boolean isEndpointsOwn = option.equals(options.getProvider());
        String baseUrl =
                isEndpointsOwn && endpoint.getBaseUrl() != null ? endpoint.getBaseUrl() : settings.getBaseUrl();
        BaseUrl address = BaseUrl.parse(
                baseUrl != null ? baseUrl : provider.defaultBaseUrl().toString(), options.isAllowInsecure());
        String proxyHost = options.getProxyHost();
        if (!address.isHttps() && proxyHost != null && !options.isAllowInsecure() && !BaseUrl.isLoopback(proxyHost)) {
            throw new IllegalArgumentException("baseUrl must use https, as the API key would reach the proxy "
                    + proxyHost + " in clear text, but was: " + address + " (or set allowInsecure=true)");
        }
        Long maxConcurrentRequests = settings.getMaxConcurrentRequests();
        return new ProviderAccess<>(
                provider,
                endpoint.getResource().uriName(),
                operation,
                apiKey(isEndpointsOwn ? options.getApiKey() : null, settings, provider.name()),
                address,
                new TransportSettings(
                        Duration.ofMillis(options.getConnectTimeout()),
                        component.sslContext(options.getSslContextParameters()),
                        proxyHost,
                        Math.toIntExact(Objects.requireNonNullElse(options.getProxyPort(), 0L))),
                Duration.ofMillis(options.getResponseTimeout()),
                Duration.ofMillis(options.getDeadline()),
                Math.toIntExact(options.getMaxResponseSize()),
                maxConcurrentRequests == null
                        ? provider.maxConcurrentRequests()
                        : Math.toIntExact(maxConcurrentRequests),
                Math.toIntExact(settings.getMaxQueuedRequests()));
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
                    new FailureDetails(provider, null, null, false, null, null),
                    null);
        }
        if (key.equals(componentKey)) {
            String owner = ownerOfComponentKey.compareAndExchange(null, provider);
            if (owner != null && !owner.equals(provider)) {
                throw new IllegalArgumentException("option apiKey of the component serves " + owner
                        + " already and is not sent to " + provider + ": set "
                        + Failures.whereTheKeyStands(provider));
            }
        }
        return new ApiKey(key);
    }
}
