package io.github.cameltiktok;

import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/** Settings of one provider, for all endpoints that use it. */
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
            description = "Maximum lookups in the queue, first come, first served")
    private long maxQueuedRequests = 1000;

    @Metadata(
            label = "advanced",
            description =
                    "Calls that the provider may get in a day of UTC, all keys and resources together; any number if not set. A lookup over it fails as quota, and nothing is sent.")
    private @Nullable Long maxRequestsPerDay;

    @Metadata(
            label = "advanced",
            description =
                    "Calls that the provider may get in a calendar month of UTC, all keys and resources together; any number if not set")
    private @Nullable Long maxRequestsPerMonth;

    @Metadata(
            label = "advanced",
            description =
                    "Price of a successful call for a video, as amount and unit: 0.006 USD for API Direct, 10 credit for Dumpling AI, unknown for Peekalink. It is for the spend in meters, JMX and health checks only.")
    private @Nullable String videoPrice;

    @Metadata(
            label = "advanced",
            description =
                    "Price of a successful call for a creator, as amount and unit: 0.006 USD for API Direct, 10 credit for Dumpling AI, unknown for Peekalink. It is for the spend in meters, JMX and health checks only.")
    private @Nullable String userPrice;

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

    public @Nullable Long getMaxRequestsPerDay() {
        return maxRequestsPerDay;
    }

    public void setMaxRequestsPerDay(@Nullable Long maxRequestsPerDay) {
        this.maxRequestsPerDay = maxRequestsPerDay;
    }

    public @Nullable Long getMaxRequestsPerMonth() {
        return maxRequestsPerMonth;
    }

    public void setMaxRequestsPerMonth(@Nullable Long maxRequestsPerMonth) {
        this.maxRequestsPerMonth = maxRequestsPerMonth;
    }

    public @Nullable String getVideoPrice() {
        return videoPrice;
    }

    public void setVideoPrice(@Nullable String videoPrice) {
        this.videoPrice = videoPrice;
    }

    public @Nullable String getUserPrice() {
        return userPrice;
    }

    public void setUserPrice(@Nullable String userPrice) {
        this.userPrice = userPrice;
    }

    /** Returns the price that overrides the documented one; {@code null} if not set. */
    @Nullable
    Price price(TikTokResource resource) {
        String price = resource == TikTokResource.VIDEO ? videoPrice : userPrice;
        return price == null || price.isBlank() ? null : Price.parse(price);
    }
}
