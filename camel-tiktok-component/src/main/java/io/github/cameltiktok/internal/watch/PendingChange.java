package io.github.cameltiktok.internal.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/** A change in the route. Its snapshot is saved when the route has succeeded, and so each change is emitted at least once. */
public final class PendingChange implements Synchronization {

    private final Runnable save;
    private final Runnable leave;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /**
     * @param save moves the snapshot on
     * @param leave lets the next poll look the subject up again
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
     * Ends the change if nothing else will: a processor outside a route, or a forced shutdown, has no unit of work.
     *
     * @return whether the exchange ended here, and so is to be released
     */
    public boolean endsWith(Exchange exchange) {
        if (isDone.get() || !exchange.getExchangeExtension().containsOnCompletion(this)) {
            // Done, or handed over to another exchange, such as that of a SEDA queue.
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
