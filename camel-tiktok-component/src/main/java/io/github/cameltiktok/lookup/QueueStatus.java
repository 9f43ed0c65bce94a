package io.github.cameltiktok.lookup;

/**
 * The calls to a provider with one of its API keys, for one resource.
 *
 * @param provider that is called
 * @param resource that it is asked for
 * @param places calls at the same time
 * @param inFlight calls under way
 * @param waiting lookups in line
 */
public record QueueStatus(String provider, String resource, int places, int inFlight, int waiting) {}
