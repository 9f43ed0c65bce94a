package io.github.cameltiktok.internal.lookup.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events on to several listeners, and keeps their exceptions from the engine. Thread-safe. */
public final class CompositeLookupListener implements LookupListener {

    private static final Logger LOG = LoggerFactory.getLogger(CompositeLookupListener.class);

    private final List<LookupListener> all;
    private final AtomicBoolean hasLogged = new AtomicBoolean();

    /** @param all in the order in which they receive each event */
    public CompositeLookupListener(List<LookupListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void called(Call call) {
        pass(listener -> listener.called(call));
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        pass(listener -> listener.retrying(provider, resource, requestSource));
    }

    @Override
    public void finished(Finished lookup) {
        pass(listener -> listener.finished(lookup));
    }

    /** A registry of meters is the application's, and may refuse a meter; a lookup must end all the same. */
    private void pass(Consumer<LookupListener> event) {
        for (LookupListener listener : all) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                if (hasLogged.compareAndSet(false, true)) {
                    LOG.warn("Metrics are incomplete: a listener failed. Further failures are not logged", e);
                }
            }
        }
    }
}
