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

/** Settings of a lookup, of which a test names only those that matter to it. */
final class Access {

    static final String KEY = "key-of-the-test";

    private final URI address;
    private TikTokProvider provider = new ApiDirect();
    private @Nullable ProviderOperation<TikTokUser> users;
    private String apiKey = KEY;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration responseTimeout = Duration.ofSeconds(10);
    private Duration deadline = Duration.ofSeconds(15);
    private int maxResponseSize = 4 * 1024 * 1024;
    private int places = 100;
    private int line = 1_000;
    private int maxRetries;
    private Duration retryDelay = Duration.ofMillis(1);
    private Duration maxRetryAfter = Duration.ofHours(1);
    private CallQuota.Limits budget = CallQuota.Limits.UNLIMITED;
    private Duration cacheTtl = Duration.ZERO;
    private @Nullable SSLContext sslContext;
    private @Nullable String proxyHost;
    private int proxyPort;

    private Access(URI address) {
        this.address = address;
    }

    static Access to(URI address) {
        return new Access(address);
    }

    Access provider(TikTokProvider value) {
        provider = value;
        return this;
    }

    Access users(ProviderOperation<TikTokUser> value) {
        users = value;
        return this;
    }

    Access apiKey(String value) {
        apiKey = value;
        return this;
    }

    Access connectTimeout(long millis) {
        connectTimeout = Duration.ofMillis(millis);
        return this;
    }

    Access responseTimeout(long millis) {
        responseTimeout = Duration.ofMillis(millis);
        return this;
    }

    Access deadline(long millis) {
        deadline = Duration.ofMillis(millis);
        return this;
    }

    Access maxResponseSize(int bytes) {
        maxResponseSize = bytes;
        return this;
    }

    Access limit(int newPlaces, int newLine) {
        places = newPlaces;
        line = newLine;
        return this;
    }

    Access trusting(@Nullable SSLContext value) {
        sslContext = value;
        return this;
    }

    Access proxy(String host, int port) {
        proxyHost = host;
        proxyPort = port;
        return this;
    }

    Access retries(int newRetries, long delayMillis) {
        maxRetries = newRetries;
        retryDelay = Duration.ofMillis(delayMillis);
        return this;
    }

    Access maxRetryAfter(Duration value) {
        maxRetryAfter = value;
        return this;
    }

    Access budget(@Nullable Integer perDay, @Nullable Integer perMonth) {
        budget = new CallQuota.Limits(perDay, perMonth);
        return this;
    }

    Access cacheTtl(Duration value) {
        cacheTtl = value;
        return this;
    }

    Duration deadline() {
        return deadline;
    }

    LookupPlan<TikTokUser> forUsers() {
        return plan(userAccess());
    }

    ProviderCallConfig<TikTokUser> userAccess() {
        return access("user", users == null ? provider.user() : users);
    }

    LookupPlan<TikTokVideo> forVideos() {
        return plan(access("video", provider.video()));
    }

    private <T extends TikTokRecord> ProviderCallConfig<T> access(String resource, ProviderOperation<T> operation) {
        return new ProviderCallConfig<>(
                provider,
                resource,
                operation,
                new ApiKey(apiKey),
                BaseUrl.parse(address.toString(), true),
                new HttpTransport.Settings(connectTimeout, sslContext, proxyHost, proxyPort),
                responseTimeout,
                maxResponseSize,
                maxRetryAfter,
                places,
                line,
                new Retrying.Settings(maxRetries, retryDelay),
                budget);
    }

    private <T extends TikTokRecord> LookupPlan<T> plan(ProviderCallConfig<T> access) {
        return new LookupPlan<>(List.of(access), false, cacheTtl, 100, false);
    }
}
