package io.github.cameltiktok.internal.lookup.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards events to several listeners, and catches their exceptions. Thread-safe. */
public final class CompositeLookupListener implements LookupListener {

    private static final Logger LOG = LoggerFactory.getLogger(CompositeLookupListener.class);

    private final List<LookupListener> all;
    private final AtomicBoolean hasLogged = new AtomicBoolean();

    /** @param all in order of notification */
    public CompositeLookupListener(List<LookupListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void called(Call call) {
        forward(listener -> listener.called(call));
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        forward(listener -> listener.retrying(provider, resource, requestSource));
    }

    @Override
    public void finished(Finished lookup) {
        forward(listener -> listener.finished(lookup));
    }

    /** Catches exceptions, because an application's meter registry may reject a meter, and the lookup must still end. */
    private void forward(Consumer<LookupListener> event) {
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
