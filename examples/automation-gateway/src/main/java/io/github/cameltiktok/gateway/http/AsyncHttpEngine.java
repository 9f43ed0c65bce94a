package io.github.cameltiktok.gateway.http;

import java.util.Set;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * Serves the API without a thread for each request. Camel's own consumer holds one of 20 worker threads until the route has
 * ended. Other {@code platform-http} routes of users keep that consumer, because their steps may block.
 */
public final class AsyncHttpEngine extends VertxPlatformHttpEngine {

    private final Set<String> asyncPaths;

    /** @param asyncPaths paths of the API, as in its endpoints */
    public AsyncHttpEngine(Set<String> asyncPaths) {
        this.asyncPaths = Set.copyOf(asyncPaths);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return asyncPaths.contains(endpoint.getPath())
                ? new AsyncHttpConsumer(endpoint, processor, getHandlers())
                : new VertxPlatformHttpConsumer(endpoint, processor, getHandlers(), ApiServer.ROUTER_NAME);
    }
}
