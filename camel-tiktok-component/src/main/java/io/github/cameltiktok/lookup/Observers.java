package io.github.cameltiktok.lookup;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several observers the same, and keeps from the engine what one of them throws. Thread-safe. */
public final class Observers implements LookupObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<LookupObserver> all;
    private final AtomicBoolean complained = new AtomicBoolean();

    /** @param all in the order in which they are told */
    public Observers(List<LookupObserver> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void called(Call call) {
        tell(observer -> observer.called(call));
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        tell(observer -> observer.retrying(provider, resource, requestSource));
    }

    @Override
    public void finished(Finished lookup) {
        tell(observer -> observer.finished(lookup));
    }

    /** A registry of meters is the application's, and may refuse a meter; a lookup must end all the same. */
    private void tell(Consumer<LookupObserver> event) {
        for (LookupObserver observer : all) {
            try {
                event.accept(observer);
            } catch (RuntimeException | LinkageError e) {
                if (complained.compareAndSet(false, true)) {
                    LOG.warn("Lookups are not measured as they should be; this is told only once", e);
                }
            }
        }
    }
}
