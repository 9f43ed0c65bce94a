package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Builds the plan of a lookup from defaults and the settings that a test sets. */
final class LookupSettings {

    static final String KEY = "key-of-the-test";

    private final URI address;
    private TikTokProvider provider = new ApiDirect();
    private @Nullable ProviderOperation<TikTokUser> users;
    private String apiKey = KEY;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration responseTimeout = Duration.ofSeconds(10);
    private Duration deadline = Duration.ofSeconds(15);
    private int maxResponseSize = 4 * 1024 * 1024;
    private int permits = 100;
    private int maxQueued = 1_000;
    private int maxRetries;
    private Duration retryDelay = Duration.ofMillis(1);
    private Duration maxRetryAfter = Duration.ofHours(1);
    private CallQuota.Limits quota = CallQuota.Limits.UNLIMITED;
    private Duration cacheTtl = Duration.ZERO;
    private @Nullable SSLContext sslContext;
    private @Nullable String proxyHost;
    private int proxyPort;

    private LookupSettings(URI address) {
        this.address = address;
    }

    static LookupSettings to(URI address) {
        return new LookupSettings(address);
    }

    LookupSettings provider(TikTokProvider value) {
        provider = value;
        return this;
    }

    LookupSettings users(ProviderOperation<TikTokUser> value) {
        users = value;
        return this;
    }

    LookupSettings apiKey(String value) {
        apiKey = value;
        return this;
    }

    LookupSettings connectTimeout(long millis) {
        connectTimeout = Duration.ofMillis(millis);
        return this;
    }

    LookupSettings responseTimeout(long millis) {
        responseTimeout = Duration.ofMillis(millis);
        return this;
    }

    LookupSettings deadline(long millis) {
        deadline = Duration.ofMillis(millis);
        return this;
    }

    LookupSettings maxResponseSize(int bytes) {
        maxResponseSize = bytes;
        return this;
    }

    LookupSettings limit(int newPermits, int newMaxQueued) {
        permits = newPermits;
        maxQueued = newMaxQueued;
        return this;
    }

    LookupSettings trusting(@Nullable SSLContext value) {
        sslContext = value;
        return this;
    }

    LookupSettings proxy(String host, int port) {
        proxyHost = host;
        proxyPort = port;
        return this;
    }

    LookupSettings retries(int newRetries, long delayMillis) {
        maxRetries = newRetries;
        retryDelay = Duration.ofMillis(delayMillis);
        return this;
    }

    LookupSettings maxRetryAfter(Duration value) {
        maxRetryAfter = value;
        return this;
    }

    LookupSettings quota(@Nullable Integer perDay, @Nullable Integer perMonth) {
        quota = new CallQuota.Limits(perDay, perMonth);
        return this;
    }

    LookupSettings cacheTtl(Duration value) {
        cacheTtl = value;
        return this;
    }

    Duration deadline() {
        return deadline;
    }

    LookupPlan<TikTokUser> forUsers() {
        return plan(userConfig());
    }

    ProviderCallConfig<TikTokUser> userConfig() {
        return config("user", users == null ? provider.user() : users);
    }

    LookupPlan<TikTokVideo> forVideos() {
        return plan(config("video", provider.video()));
    }

    private <T extends TikTokRecord> ProviderCallConfig<T> config(String resource, ProviderOperation<T> operation) {
        return new ProviderCallConfig<>(
                provider,
                resource,
                operation,
                operation.price(),
                new ApiKey(apiKey),
                BaseUrl.parse(address.toString(), true),
                new HttpTransport.Settings(connectTimeout, sslContext, proxyHost, proxyPort),
                responseTimeout,
                maxResponseSize,
                maxRetryAfter,
                permits,
                maxQueued,
                new Retrying.Settings(maxRetries, retryDelay),
                quota);
    }

    private <T extends TikTokRecord> LookupPlan<T> plan(ProviderCallConfig<T> settings) {
        return new LookupPlan<>(List.of(settings), false, cacheTtl, 100, false);
    }
}
