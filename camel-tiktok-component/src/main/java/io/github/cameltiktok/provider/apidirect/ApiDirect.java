package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import java.net.URI;

/** API Direct: priced in USD per call, one endpoint per resource, 3 concurrent calls. */
public final class ApiDirect implements TikTokProvider {

    /** Name in options, headers and records. */
    public static final String NAME = "apidirect";

    private static final URI BASE_URL = URI.create("https://apidirect.io");

    /** Page of the video endpoint: "concurrency limit of 3 simultaneous requests per endpoint per user". */
    private static final int MAX_CONCURRENT_REQUESTS = 3;

    private static final ProviderRequest KEY_CHECK = new ProviderRequest("GET", "/v1/time", null);

    private final ApiDirectVideo video = new ApiDirectVideo();
    private final ApiDirectUser user = new ApiDirectUser();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public URI defaultBaseUrl() {
        return BASE_URL;
    }

    @Override
    public int maxConcurrentRequests() {
        return MAX_CONCURRENT_REQUESTS;
    }

    @Override
    public SecretHeader authorization(String apiKey) {
        return new SecretHeader("X-API-Key", apiKey);
    }

    @Override
    public ProviderRequest keyCheck() {
        return KEY_CHECK;
    }

    @Override
    public ProviderOperation<TikTokVideo> video() {
        return video;
    }

    @Override
    public ProviderOperation<TikTokUser> user() {
        return user;
    }
}
