package io.github.cameltiktok;

import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/** Settings of one provider, for all endpoints that ask it. */
@Configurer(extended = true)
public class TikTokProviderConfiguration {

    @Metadata(label = "security", secret = true, description = "API key of the provider")
    private @Nullable String apiKey;

    @Metadata(
            label = "advanced",
            description = "Another address of the provider: scheme, host, port and an optional path prefix")
    private @Nullable String baseUrl;

    @Metadata(
            label = "advanced",
            description = "Calls at the same time, per API key and resource; 3 for API Direct, 100 for the others")
    private @Nullable Long maxConcurrentRequests;

    @Metadata(
            label = "advanced",
            defaultValue = "1000",
            description = "Lookups that may wait for their turn, first come, first served")
    private long maxQueuedRequests = 1000;

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable Long getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    public void setMaxConcurrentRequests(@Nullable Long maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    public long getMaxQueuedRequests() {
        return maxQueuedRequests;
    }

    public void setMaxQueuedRequests(long maxQueuedRequests) {
        this.maxQueuedRequests = maxQueuedRequests;
    }
}
