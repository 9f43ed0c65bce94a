package io.github.cameltiktok.gateway.lookup;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** A step that ends with a future, and holds no thread. */
final class Waiting extends AsyncProcessorSupport {

    private final CompletableFuture<Void> end;

    Waiting(CompletableFuture<Void> end) {
        this.end = end;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        end.whenComplete((done, failure) -> callback.done(false));
        return false;
    }
}
