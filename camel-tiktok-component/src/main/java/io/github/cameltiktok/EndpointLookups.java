package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The chains of one endpoint, made when they are first asked for and closed with it. Thread-safe. */
final class EndpointLookups {

    private final TikTokEndpoint endpoint;

    /** By the names of the providers; there are as many as lists can be made of the application's providers. */
    private final Map<String, LookupChain<? extends TikTokRecord>> byProviders = new ConcurrentHashMap<>();

    private volatile @Nullable LookupEngine engine;

    EndpointLookups(TikTokEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Returns the chain for providers.
     *
     * @param providers their names, as an option or a header says them
     * @throws InvalidArgumentException if one of them, or an option, is wrong
     * @throws TikTokCredentialsException if there is no key for one of them
     */
    LookupChain<? extends TikTokRecord> at(String providers) {
        LookupEngine current = endpoint.getComponent().engine();
        if (current != null && current != engine) {
            forgetOthersThan(current);
        }
        LookupChain<? extends TikTokRecord> known = byProviders.get(providers);
        return known != null
                ? known
                : byProviders.computeIfAbsent(
                        providers, names -> endpoint.getComponent().lookup(endpoint, names));
    }

    /** A component that is started again has another engine. */
    private synchronized void forgetOthersThan(LookupEngine current) {
        if (current != engine) {
            close();
            engine = current;
        }
    }

    /** Closes all chains. */
    void close() {
        byProviders.values().removeIf(chain -> {
            chain.close();
            return true;
        });
    }
}
