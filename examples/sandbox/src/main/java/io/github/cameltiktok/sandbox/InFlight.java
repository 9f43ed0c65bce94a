package io.github.cameltiktok.sandbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the requests that are open at the same moment, and keeps the places of those with a limit. Thread-safe. */
final class InFlight {

    private final Map<Resource, Integer> open = new HashMap<>();
    private final Map<Resource, Integer> peaks = new HashMap<>();
    private final Map<Holder, Integer> places = new HashMap<>();

    /** Notes an arriving request. */
    synchronized Seat enter(String provider, String resource) {
        Resource entered = new Resource(provider, resource);
        int now = open.merge(entered, 1, Integer::sum);
        peaks.merge(entered, now, Math::max);
        return new Seat(entered);
    }

    synchronized int peak(String provider, String resource) {
        return peaks.getOrDefault(new Resource(provider, resource), 0);
    }

    /** Starts the peaks anew, at what is open now. */
    synchronized void forgetPeaks() {
        peaks.clear();
        peaks.putAll(open);
    }

    private synchronized boolean take(Holder holder, int limit) {
        int taken = places.getOrDefault(holder, 0);
        if (taken >= limit) {
            return false;
        }
        places.put(holder, taken + 1);
        return true;
    }

    private synchronized void leave(Seat seat) {
        if (seat.left) {
            return;
        }
        seat.left = true;
        open.merge(seat.resource, -1, Integer::sum);
        if (seat.holder != null) {
            places.computeIfPresent(seat.holder, (holder, taken) -> taken == 1 ? null : taken - 1);
        }
    }

    /** One open request. */
    final class Seat {

        private final Resource resource;
        private @Nullable Holder holder;
        private boolean left;

        private Seat(Resource resource) {
            this.resource = resource;
        }

        /** Takes one of the places that this key has for the resource; false when all are taken. */
        boolean claim(String key, int limit) {
            Holder claimed = new Holder(resource, key);
            boolean taken = take(claimed, limit);
            if (taken) {
                holder = claimed;
            }
            return taken;
        }

        /** Frees what was taken; harmless when repeated. */
        void leave() {
            InFlight.this.leave(this);
        }
    }

    private record Resource(String provider, String name) {}

    private record Holder(Resource resource, String key) {}
}
