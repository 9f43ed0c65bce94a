package io.github.cameltiktok.springboot;

import io.github.cameltiktok.OutputFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * The properties {@code camel.component.tiktok.*}, with the names of the component's options. Each is {@code null} if it
 * is not set, so that the component's own default applies. Their descriptions are in
 * {@code additional-spring-configuration-metadata.json}.
 *
 * <p>The options {@code configuration}, {@code sslContextParameters} and {@code stateRepository} refer to beans, as in
 * {@code #bean:snapshots}.
 */
@ConfigurationProperties(TikTokProperties.PREFIX)
public record TikTokProperties(
        @Nullable Boolean allowInsecure,
        @Nullable String apiKey,
        @NestedConfigurationProperty @Nullable Provider apidirect,
        @Nullable Boolean autowiredEnabled,
        @Nullable Boolean bridgeErrorHandler,
        @Nullable Integer cacheSize,
        @Nullable CamelDuration cacheTtl,
        @Nullable String configuration,
        @Nullable CamelDuration connectTimeout,
        @Nullable CamelDuration deadline,
        @NestedConfigurationProperty @Nullable Provider dumplingai,
        @Nullable Boolean failoverOnNotFound,
        @Nullable Boolean healthCheckConsumerEnabled,
        @Nullable Boolean healthCheckKeys,
        @Nullable Boolean healthCheckProducerEnabled,
        @Nullable Boolean lazyStartProducer,
        @Nullable Long maxResponseSize,
        @Nullable Integer maxRetries,
        @Nullable CamelDuration maxRetryAfter,
        @Nullable OutputFormat outputFormat,
        @NestedConfigurationProperty @Nullable Provider peekalink,
        @Nullable String provider,
        @Nullable String proxyHost,
        @Nullable Long proxyPort,
        @Nullable String requestSource,
        @Nullable CamelDuration responseTimeout,
        @Nullable CamelDuration retryDelay,
        @Nullable String sslContextParameters,
        @Nullable String stateRepository,
        @Nullable Boolean useGlobalSslContextParameters,
        @Nullable Boolean enabled,
        @Nullable String sslBundle) {

    static final String PREFIX = "camel.component.tiktok";

    /** The settings of one provider, as in {@code camel.component.tiktok.apidirect.api-key}. */
    public record Provider(
            @Nullable String apiKey,
            @Nullable String baseUrl,
            @Nullable Long maxConcurrentRequests,
            @Nullable Long maxQueuedRequests,
            @Nullable Long maxRequestsPerDay,
            @Nullable Long maxRequestsPerMonth,
            @Nullable String videoPrice,
            @Nullable String userPrice) {

        /** Omits the API key. */
        @Override
        public String toString() {
            return "Provider[baseUrl=" + baseUrl + ']';
        }
    }

    /** Omits the values, as one is an API key. */
    @Override
    public String toString() {
        return "TikTokProperties[" + PREFIX + ".*]";
    }
}
