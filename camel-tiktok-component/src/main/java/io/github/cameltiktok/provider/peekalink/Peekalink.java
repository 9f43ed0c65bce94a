package io.github.cameltiktok.provider.peekalink;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import java.net.URI;

/** Peekalink: link previews, with one type for TikTok videos and one for creators. Resolves short links. */
public final class Peekalink implements TikTokProvider {

    /** Name in options, headers and records. */
    public static final String NAME = "peekalink";

    private static final URI BASE_URL = URI.create("https://api.peekalink.io");

    /** No limit is documented. The value keeps a burst of lookups below the limit per minute. */
    private static final int MAX_CONCURRENT_REQUESTS = 100;

    private final PeekalinkVideo video = new PeekalinkVideo();
    private final PeekalinkUser user = new PeekalinkUser();

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
    public ProviderOperation<TikTokVideo> video() {
        return video;
    }

    @Override
    public ProviderOperation<TikTokUser> user() {
        return user;
    }
}
