package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import java.net.URI;

/** Dumpling AI: a credit a call, answers in the shape of TikTok's own web pages. */
public final class DumplingAi implements TikTokProvider {

    /** What options, headers and records call it. */
    public static final String NAME = "dumplingai";

    private static final URI BASE_URL = URI.create("https://app.dumplingai.com");

    /** No limit is documented; this one is ours, so that a burst does not run into the plan's rate limit at once. */
    private static final int MAX_CONCURRENT_REQUESTS = 100;

    /** "1 credit per successful request", says the page of the video endpoint. */
    private static final Price PRICE = Price.of("1", "credit");

    private static final ProviderRequest KEY_CHECK = new ProviderRequest("GET", "/api/v2/balance", null);

    private final DumplingAiVideo video = new DumplingAiVideo();
    private final DumplingAiUser user = new DumplingAiUser();

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
        return SecretHeader.bearer(apiKey);
    }

    @Override
    public Price price() {
        return PRICE;
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
