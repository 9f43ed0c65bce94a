package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import java.net.URI;

/** Dumpling AI: priced in credits, responses in the format of TikTok's web pages. */
public final class DumplingAi implements TikTokProvider {

    /** Name in options, headers and records. */
    public static final String NAME = "dumplingai";

    private static final URI BASE_URL = URI.create("https://app.dumplingai.com");

    /** No limit is documented. The value keeps a burst of lookups below the plan's rate limit. */
    private static final int MAX_CONCURRENT_REQUESTS = 100;

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
