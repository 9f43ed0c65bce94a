package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes the result of a lookup into a message. Thread-safe. */
public final class ResultWriter {

    private static final String JSON = "application/json";

    /** Headers that not every result has a value for. */
    private static final List<String> OPTIONAL = List.of(
            TikTokHeaders.URL,
            TikTokHeaders.VIDEO_ID,
            TikTokHeaders.HANDLE,
            TikTokHeaders.MOVED_FROM,
            TikTokHeaders.REQUEST_ID,
            TikTokHeaders.RATE_LIMIT_LIMIT,
            TikTokHeaders.RATE_LIMIT_REMAINING,
            TikTokHeaders.INFERRED);

    private final TikTokResource resource;
    private final Function<Found<?>, Object> body;
    private final boolean isJson;

    /**
     * @param body creates the message body from a result
     * @param isJson whether that body is serialised JSON
     */
    public ResultWriter(TikTokResource resource, Function<Found<?>, Object> body, boolean isJson) {
        this.resource = resource;
        this.body = body;
        this.isJson = isJson;
    }

    /**
     * Sets body and headers of a new message.
     *
     * @see #write(Message, LookupQuery, HeaderInput, Found)
     */
    public void write(Message message, LookupQuery query, Found<?> result) {
        write(message, query, HeaderInput.of(message, resource), result);
    }

    /**
     * Sets body and headers, and removes headers of an earlier lookup that this result has no value for.
     *
     * @param input values that the route set in headers; the next lookup respects them
     */
    public void write(Message message, LookupQuery query, HeaderInput input, Found<?> result) {
        TikTokRecord record = result.record();
        message.setBody(body.apply(result));
        // The values of an earlier lookup. A message without headers, the usual one, has none to remove.
        OPTIONAL.forEach(message::removeHeader);
        if (!isJson && input.previous().input(message, Exchange.CONTENT_TYPE) == null) {
            // The content type belongs to the body of an earlier lookup.
            message.removeHeader(Exchange.CONTENT_TYPE);
        }
        setOutputHeaders(message, result);
        PreviousLookup.write(message, inputHeaders(query, record), input.choices());
        Source source = record.source();
        new CloudEventContext(() -> identity(source), source.retrievedAt(), null).attachTo(message.getExchange());
    }

    /** Returns the known values of headers that lookups also read. */
    private Map<String, String> inputHeaders(LookupQuery query, TikTokRecord record) {
        Map<String, String> headers = new HashMap<>();
        if (record instanceof TikTokVideo video) {
            Author author = video.author();
            putKnown(headers, TikTokHeaders.URL, video.url());
            putKnown(headers, TikTokHeaders.VIDEO_ID, video.id());
            putKnown(headers, TikTokHeaders.HANDLE, author == null ? null : author.handle());
        } else if (record instanceof TikTokUser user) {
            putKnown(headers, TikTokHeaders.URL, user.url());
            putKnown(headers, TikTokHeaders.HANDLE, user.handle());
        }
        headers.put(TikTokHeaders.PROVIDER, record.source().provider());
        headers.put(TikTokHeaders.REQUEST_SOURCE, query.requestSource());
        if (isJson) {
            headers.put(Exchange.CONTENT_TYPE, JSON);
        }
        return headers;
    }

    /** Sets the known values of all other headers. */
    private void setOutputHeaders(Message message, Found<?> result) {
        ProviderResponse response = result.response();
        Source source = result.record().source();
        message.setHeader(TikTokHeaders.RESOURCE, resource.uriName());
        message.setHeader(TikTokHeaders.ATTEMPTS, result.calls());
        message.setHeader(TikTokHeaders.CACHE_HIT, result.origin() == Origin.CACHED);
        setKnown(message, TikTokHeaders.MOVED_FROM, result.movedFrom());
        setKnown(message, TikTokHeaders.REQUEST_ID, source.requestId());
        setKnown(message, TikTokHeaders.RATE_LIMIT_LIMIT, response.rateLimit());
        setKnown(message, TikTokHeaders.RATE_LIMIT_REMAINING, response.rateLimitRemaining());
        if (!source.inferred().isEmpty()) {
            message.setHeader(TikTokHeaders.INFERRED, String.join(",", source.inferred()));
        }
    }

    private static void setKnown(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    private static void putKnown(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** Returns a text that is equal for all results from one cache entry. */
    private static String identity(Source source) {
        return String.join(
                "\n",
                source.provider(),
                source.retrievedAt().toString(),
                Objects.requireNonNullElse(source.requestId(), ""));
    }
}
