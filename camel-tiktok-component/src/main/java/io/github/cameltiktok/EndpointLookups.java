package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The chains of one endpoint, created on demand and closed with it. Thread-safe. */
final class EndpointLookups {

    private final TikTokEndpoint endpoint;

    /** By comma-separated provider names. The known providers bound the number of lists. */
    private final Map<String, LookupChain<? extends TikTokRecord>> byProviders = new ConcurrentHashMap<>();

    private volatile @Nullable LookupEngine engine;

    EndpointLookups(TikTokEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Returns the chain for providers.
     *
     * @param providers comma-separated names, as an option or a header names them
     * @throws InvalidArgumentException if a provider is unknown, or an option is wrong
     * @throws TikTokCredentialsException if a provider has no key
     */
    LookupChain<? extends TikTokRecord> at(String providers) {
        LookupEngine current = endpoint.getComponent().engine();
        if (current != null && current != engine) {
            replaceEngine(current);
        }
        LookupChain<? extends TikTokRecord> known = byProviders.get(providers);
        return known != null
                ? known
                : byProviders.computeIfAbsent(
                        providers, names -> endpoint.getComponent().lookup(endpoint, names));
    }

    /** Closes the chains of the engine before a restart of the component. */
    private synchronized void replaceEngine(LookupEngine current) {
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
