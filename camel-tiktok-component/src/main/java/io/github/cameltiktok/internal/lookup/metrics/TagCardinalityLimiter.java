package io.github.cameltiktok.internal.lookup.metrics;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of request sources and replaces all further ones by {@link #OTHER}. Messages set them, and each one
 * needs memory here and a time series in the monitoring system. Thread-safe.
 */
public final class TagCardinalityLimiter implements LookupListener {

    /** Replaces request sources over the limit. */
    public static final String OTHER = "OTHER";

    /** Maximum number of request sources. */
    public static final int MAX = 100;

    /** Documented request sources, never replaced. */
    private static final List<String> RESERVED = List.of("API", "MAKE_DOT_COM", "ZAPIER");

    private final LookupListener next;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public TagCardinalityLimiter(LookupListener next) {
        this.next = next;
        known.addAll(RESERVED);
    }

    @Override
    public void called(Call call) {
        next.called(new Call(
                call.provider(),
                call.resource(),
                limit(call.requestSource()),
                call.outcome(),
                call.took(),
                call.price(),
                call.rateLimitRemaining()));
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        next.retrying(provider, resource, limit(requestSource));
    }

    @Override
    public void finished(Finished lookup) {
        next.finished(new Finished(
                lookup.provider(),
                lookup.resource(),
                limit(lookup.requestSource()),
                lookup.outcome(),
                lookup.took(),
                lookup.origin()));
    }

    private String limit(String source) {
        return known.contains(source) || add(source) ? source : OTHER;
    }

    private synchronized boolean add(String source) {
        return known.contains(source) || known.size() < MAX && known.add(source);
    }
}
