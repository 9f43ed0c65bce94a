package io.github.cameltiktok.sandbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the calls open at the same time per provider and resource, and their permits per API key. Thread-safe. */
final class InFlight {

    private final Map<Resource, Integer> open = new HashMap<>();
    private final Map<Resource, Integer> peaks = new HashMap<>();
    private final Map<KeyedResource, Integer> permits = new HashMap<>();

    /** Counts an arriving call; it stays open until {@link OpenCall#release()}. */
    synchronized OpenCall open(String provider, String resource) {
        Resource opened = new Resource(provider, resource);
        int now = open.merge(opened, 1, Integer::sum);
        peaks.merge(opened, now, Math::max);
        return new OpenCall(opened);
    }

    synchronized int peak(String provider, String resource) {
        return peaks.getOrDefault(new Resource(provider, resource), 0);
    }

    /** Resets each peak to the number of calls open now. */
    synchronized void resetPeaks() {
        peaks.clear();
        peaks.putAll(open);
    }

    private synchronized boolean tryAcquire(KeyedResource resource, int limit) {
        int inUse = permits.getOrDefault(resource, 0);
        if (inUse >= limit) {
            return false;
        }
        permits.put(resource, inUse + 1);
        return true;
    }

    private synchronized void release(OpenCall call) {
        if (call.released) {
            return;
        }
        call.released = true;
        open.merge(call.resource, -1, Integer::sum);
        if (call.permit != null) {
            permits.computeIfPresent(call.permit, (resource, inUse) -> inUse == 1 ? null : inUse - 1);
        }
    }

    /** A call between its arrival and its answer, with or without a permit. */
    final class OpenCall {

        private final Resource resource;
        private @Nullable KeyedResource permit;
        private boolean released;

        private OpenCall(Resource resource) {
            this.resource = resource;
        }

        /** Acquires one of this key's permits for the resource; false if all are in use. */
        boolean tryAcquirePermit(String key, int limit) {
            KeyedResource requested = new KeyedResource(resource, key);
            boolean acquired = tryAcquire(requested, limit);
            if (acquired) {
                permit = requested;
            }
            return acquired;
        }

        /** Closes the call and releases its permit; idempotent. */
        void release() {
            InFlight.this.release(this);
        }
    }

    private record Resource(String provider, String name) {}

    private record KeyedResource(Resource resource, String key) {}
}
