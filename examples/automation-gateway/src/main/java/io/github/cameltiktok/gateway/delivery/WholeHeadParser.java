package io.github.cameltiktok.gateway.delivery;

import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the head of an answer that the end of the connection cuts off. HttpCore's parser takes what it has: a status line
 * without an end of line would be a delivery. For one connection.
 */
final class WholeHeadParser implements NHttpMessageParser<HttpResponse> {

    private final NHttpMessageParser<HttpResponse> parser;
    private boolean hasBegun;

    WholeHeadParser(Http1Config config) {
        parser = new DefaultHttpResponseParserFactory(config).create();
    }

    @Override
    public void reset() {
        hasBegun = false;
        parser.reset();
    }

    @Override
    public @Nullable HttpResponse parse(SessionInputBuffer buffer, boolean isEndOfStream)
            throws IOException, HttpException {
        hasBegun |= buffer.hasData();
        HttpResponse head = parser.parse(buffer, false);
        if (head == null && isEndOfStream && hasBegun) {
            throw new ConnectionClosedException();
        }
        return head;
    }
}
