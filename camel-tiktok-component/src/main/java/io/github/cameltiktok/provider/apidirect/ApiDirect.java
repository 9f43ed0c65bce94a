package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import java.net.URI;

/** API Direct: a price a call, one endpoint a resource, three calls at a time. */
public final class ApiDirect implements TikTokProvider {

    /** What options, headers and records call it. */
    public static final String NAME = "apidirect";

    private static final URI BASE_URL = URI.create("https://apidirect.io");

    /** "Concurrency limit of 3 simultaneous requests per endpoint per user", says the page of the video endpoint. */
    private static final int MAX_CONCURRENT_REQUESTS = 3;

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
    public ProviderOperation<TikTokVideo> video() {
        return video;
    }

    @Override
    public ProviderOperation<TikTokUser> user() {
        return user;
    }
}
