package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.Reply;

/**
 * Reply to a request, and the end of its admission. It is the body of the exchange.
 *
 * @param reply status, headers and body
 * @param end runs once when the body has been sent, or the client has left
 */
record Answer(Reply reply, Runnable end) {

    static Answer of(Reply reply) {
        return new Answer(reply, () -> {});
    }
}
