package io.github.cameltiktok;

import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.internal.lookup.CallQuota;
import io.github.cameltiktok.internal.lookup.LookupPlan;
import io.github.cameltiktok.internal.lookup.ProviderCallConfig;
import io.github.cameltiktok.internal.lookup.Retrying;
import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;

/** Creates lookup plans from the settings of endpoint, component and provider. Thread-safe. */
final class LookupPlanFactory {

    private final TikTokComponent component;

    /** The one provider that the component's own key is sent to. */
    private final AtomicReference<@Nullable String> ownerOfComponentKey = new AtomicReference<>();

    LookupPlanFactory(TikTokComponent component) {
        this.component = component;
    }

    /**
     * Creates the plan for an endpoint's resource.
     *
     * @param names comma-separated providers, as an option or a header names them
     * @throws InvalidArgumentException if an option is wrong
     * @throws TikTokCredentialsException if there is no key for one of the providers
     */
    <T extends TikTokRecord> LookupPlan<T> plan(
            TikTokEndpoint endpoint, String names, Function<TikTokProvider, ProviderOperation<T>> operation) {
        TikTokConfiguration options = endpoint.getConfiguration();
        List<TikTokProvider> providers = component.providers().list(names);
        if (providers.size() > 1 && names.equals(options.getProvider())) {
            rejectOptionsOfOneProvider(endpoint, names);
        }
        List<ProviderCallConfig<T>> all = new ArrayList<>();
        for (TikTokProvider provider : providers) {
            all.add(callConfig(endpoint, names, provider, operation.apply(provider)));
        }
        return new LookupPlan<>(
                all,
                options.isFailoverOnNotFound(),
                Duration.ofMillis(options.getCacheTtl()),
                options.getCacheSize(),
                options.getOutputFormat() == OutputFormat.RAW);
    }

    private <T extends TikTokRecord> ProviderCallConfig<T> callConfig(
            TikTokEndpoint endpoint, String option, TikTokProvider provider, ProviderOperation<T> operation) {
        TikTokConfiguration options = endpoint.getConfiguration();
        TikTokProviderConfiguration settings = component.settingsOf(provider.name());
        OptionValidator.check(provider.name(), settings);
        if (provider.maxConcurrentRequests() < 1) {
            throw new InvalidArgumentException("provider " + provider.name()
                    + " must allow 1 or more calls at the same time, but allows " + provider.maxConcurrentRequests());
        }
        boolean isEndpointOption = option.equals(options.getProvider());
        BaseUrl address = baseUrl(endpoint, option, provider);
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
                price(provider, endpoint.getResource()),
                apiKey(isEndpointOption ? options.getApiKey() : null, settings, provider.name()),
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
     * Returns the base URL of a provider.
     *
     * @param option comma-separated providers, as an option or a header names them
     * @throws InvalidArgumentException if the URL is not valid
     */
    BaseUrl baseUrl(TikTokEndpoint endpoint, String option, TikTokProvider provider) {
        boolean isEndpointOption = option.equals(endpoint.getConfiguration().getProvider());
        String own = isEndpointOption ? endpoint.getBaseUrl() : null;
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

    /** Returns the price of a successful call, as set or documented; {@code null} if unknown. */
    @Nullable
    Price price(TikTokProvider provider, TikTokResource resource) {
        Price price = component.settingsOf(provider.name()).price(resource);
        if (price != null) {
            return price;
        }
        return resource == TikTokResource.VIDEO
                ? provider.video().price()
                : provider.user().price();
    }

    private void rejectOptionsOfOneProvider(TikTokEndpoint endpoint, String names) {
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

    /** Spring Boot ignores properties of a component without a starter, so its user has set the key already. */
    private String remedyOfMissingKey(String provider) {
        PropertiesComponent properties = component.getCamelContext().getPropertiesComponent();
        return Stream.of(".api-key", ".apiKey")
                .filter(option -> Providers.isBuiltIn(provider))
                .map(option -> "camel.component.tiktok." + provider + option)
                .filter(name -> properties
                        .resolveProperty(name)
                        .filter(key -> !key.isBlank())
                        .isPresent())
                .findFirst()
                .map(name -> name + " is set, but Spring Boot passes it on only with camel-tiktok-starter"
                        + " (without Spring Boot, Camel Main does)")
                .orElseGet(() -> "set " + ExceptionFactory.apiKeyLocation(provider));
    }

    private ApiKey apiKey(@Nullable String own, TikTokProviderConfiguration settings, String provider) {
        String componentKey = component.getConfiguration().getApiKey();
        String providersKey = settings.getApiKey();
        // An empty environment variable leaves a blank key.
        boolean hasProvidersKey = providersKey != null && !providersKey.isBlank();
        String key = own == null || own.equals(componentKey) && hasProvidersKey ? providersKey : own;
        if (key == null || key.isBlank()) {
            throw new TikTokCredentialsException(
                    "no API key for " + provider + ": " + remedyOfMissingKey(provider) + ". Nothing was sent.",
                    Details.rejectedAt(provider),
                    null);
        }
        if (key.equals(componentKey)) {
            String owner = ownerOfComponentKey.compareAndExchange(null, provider);
            if (owner != null && !owner.equals(provider)) {
                throw new InvalidArgumentException("option apiKey of the component serves " + owner
                        + " already and is not sent to " + provider + ": set "
                        + ExceptionFactory.apiKeyLocation(provider));
            }
        }
        try {
            return new ApiKey(key);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(e);
        }
    }
}
