package io.github.cameltiktok.internal.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * An event in the route. Its snapshot is saved after the route has succeeded, so each event is emitted at least once.
 */
public final class PendingChange implements Synchronization {

    private final Runnable save;
    private final Runnable leave;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /**
     * @param save saves the new snapshot
     * @param leave lets the next poll look up the subject
     */
    public PendingChange(Runnable save, Runnable leave) {
        this.save = save;
        this.leave = leave;
    }

    @Override
    public void onComplete(Exchange completed) {
        if (isDone.compareAndSet(false, true)) {
            try {
                save.run();
            } finally {
                // A snapshot that was not saved is emitted again, as if the route had failed.
                leave.run();
            }
        }
    }

    @Override
    public void onFailure(Exchange failed) {
        if (isDone.compareAndSet(false, true)) {
            leave.run();
        }
    }

    /**
     * Completes an exchange without a unit of work, from a processor outside a route or after a forced shutdown.
     *
     * @return whether the exchange was completed here and is to be released
     */
    public boolean endsWith(Exchange exchange) {
        if (isDone.get() || !exchange.getExchangeExtension().containsOnCompletion(this)) {
            // Done, or handed over to another exchange, such as that of a SEDA queue. to another exchange, such as that
            // of a SEDA queue.
            return false;
        }
        if (exchange.isFailed()) {
            onFailure(exchange);
        } else {
            onComplete(exchange);
        }
        return true;
    }
}
