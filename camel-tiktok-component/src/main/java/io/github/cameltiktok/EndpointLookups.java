package io.github.cameltiktok;

import io.github.cameltiktok.lookup.Lookup;
import io.github.cameltiktok.lookup.LookupEngine;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one endpoint, made when they are first asked for. They are kept, as circuits and queues live no longer
 * than the lookups that use them. Thread-safe.
 */
final class EndpointLookups {

    private final TikTokEndpoint endpoint;
    private volatile Made made = new Made(null, new ConcurrentHashMap<>());

    /**
     * The lookups made so far.
     *
     * @param engine that carries them out; a component that is started again has another one
     * @param byProviders the names that are asked; there are as many as lists can be made of the application's providers
     */
    private record Made(@Nullable LookupEngine engine, Map<String, Lookup<? extends TikTokRecord>> byProviders) {}

    EndpointLookups(TikTokEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Returns the lookup at providers.
     *
     * @param providers their names, as an option or a header says them
     * @throws InvalidArgumentException if one of them, or an option, is wrong
     * @throws TikTokCredentialsException if there is no key for one of them
     */
    Lookup<? extends TikTokRecord> at(String providers) {
        LookupEngine engine = endpoint.getComponent().engine();
        Made current = made;
        if (engine != null && engine != current.engine()) {
            current = new Made(engine, new ConcurrentHashMap<>());
            made = current;
        }
        return current.byProviders()
                .computeIfAbsent(providers, names -> endpoint.getComponent().lookup(endpoint, names));
    }

    void forget() {
        made = new Made(null, new ConcurrentHashMap<>());
    }
}
