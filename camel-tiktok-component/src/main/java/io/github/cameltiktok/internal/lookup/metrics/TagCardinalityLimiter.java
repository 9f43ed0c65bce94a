package io.github.cameltiktok.internal.lookup.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets so many names of platforms through and calls all others {@link #OTHER}: they come with messages, and each one
 * takes memory here and a time series wherever meters go. Thread-safe.
 */
public final class TagCardinalityLimiter implements LookupListener {

    /** What all platforms are called that are not told apart. */
    public static final String OTHER = "OTHER";

    /** How many names are told apart. */
    public static final int MAX = 100;

    /** Names with a meaning of their own have their place, whatever came before. */
    private static final List<String> RESERVED = List.of("API", "MAKE_DOT_COM", "ZAPIER");

    private final LookupListener next;
    private final Set<String> known = new HashSet<>(RESERVED);

    public TagCardinalityLimiter(LookupListener next) {
        this.next = next;
    }

    @Override
    public void called(Call call) {
        next.called(new Call(
                call.provider(),
                call.resource(),
                known(call.requestSource()),
                call.outcome(),
                call.took(),
                call.price(),
                call.rateLimitRemaining()));
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        next.retrying(provider, resource, known(requestSource));
    }

    @Override
    public void finished(Finished lookup) {
        next.finished(new Finished(
                lookup.provider(),
                lookup.resource(),
                known(lookup.requestSource()),
                lookup.outcome(),
                lookup.took(),
                lookup.origin()));
    }

    private synchronized String known(String source) {
        if (known.contains(source)) {
            return source;
        }
        return known.size() < MAX && known.add(source) ? source : OTHER;
    }
}
