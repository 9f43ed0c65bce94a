package io.github.cameltiktok.gateway;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;

/** Divides the permits of providers among instances: a provider limits the key, and instances do not count together. */
final class ProviderShares {

    private ProviderShares() {}

    static void apply(TikTokComponent component, int instances) {
        if (instances > 1) {
            divide(component.getApidirect(), new ApiDirect(), instances);
            divide(component.getDumplingai(), new DumplingAi(), instances);
            divide(component.getPeekalink(), new Peekalink(), instances);
        }
    }

    private static void divide(TikTokProviderConfiguration configuration, TikTokProvider provider, int instances) {
        Long configured = configuration.getMaxConcurrentRequests();
        long all = configured == null ? provider.maxConcurrentRequests() : configured;
        configuration.setMaxConcurrentRequests(Math.max(1, all / instances));
    }
}
