package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokRecord;

/**
 * A provider as one chain calls it: its settings, and the state that it shares with other chains. Thread-safe.
 *
 * @param config of the calls
 * @param bulkhead shared by all chains with the same provider, address, API key and resource
 * @param circuitBreaker shared by all chains with the same provider, address and API key
 * @param quota shared by all chains with the same provider
 * @param transport shared by all chains with the same connection settings
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
