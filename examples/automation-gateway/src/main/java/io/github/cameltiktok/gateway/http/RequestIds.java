package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.store.Ids;
import io.vertx.ext.web.RoutingContext;

/** The id of each request, which the answer and the log have. */
final class RequestIds {

    private static final String KEY = "gateway.request-id";

    private RequestIds() {}

    /** Returns the id of a request; the first call chooses it. */
    static String of(RoutingContext context) {
        String id = context.get(KEY);
        if (id == null) {
            id = Ids.next("req_");
            context.put(KEY, id);
        }
        return id;
    }
}
