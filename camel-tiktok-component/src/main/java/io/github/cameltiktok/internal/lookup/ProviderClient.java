package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokRecord;

/**
 * One provider in a chain: its configuration, and state that chains share. Thread-safe.
 *
 * @param config of the calls
 * @param bulkhead shared per provider, base URL, API key and resource
 * @param circuitBreaker shared per provider, base URL and API key
 * @param quota shared per provider
 * @param transport shared per connection settings
 */
record ProviderClient<T extends TikTokRecord>(
        ProviderCallConfig<T> config,
        Bulkhead bulkhead,
        ProviderCircuitBreaker circuitBreaker,
        CallQuota quota,
        HttpTransport transport) {

    String provider() {
        return config.provider().name();
    }
}
