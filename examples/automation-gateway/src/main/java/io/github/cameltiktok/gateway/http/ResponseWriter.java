package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends an answer with the headers that it lists, and no others. Camel's own writer also sends the parameters of the request.
 * Runs on the event loop of the request.
 */
final class ResponseWriter {

    private ResponseWriter() {}

    static void write(RoutingContext request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            if (answer.reply().body() instanceof Reply.Stream stream) {
                // Its publisher may hold resources until it has a subscriber.
                stream.parts().subscribe(new CancellingSubscriber());
            }
            answer.end().run();
            return;
        }
        Reply reply = answer.reply();
        response.setStatusCode(reply.status());
        SecurityHeaders.DEFAULTS.forEach(response::putHeader);
        reply.headers().forEach(response::putHeader);
        response.putHeader("Request-Id", RequestIds.of(request));
        Reply.Body body = reply.body();
        if (body == null) {
            response.end().onComplete(sent -> answer.end().run());
        } else if (body instanceof Reply.Bytes bytes) {
            response.end(Buffer.buffer(bytes.content()))
                    .onComplete(sent -> answer.end().run());
        } else if (body instanceof Reply.Stream stream) {
            StreamWriter writer = new StreamWriter(request, answer.end());
            writer.start();
            stream.parts().subscribe(writer);
        }
    }
}
