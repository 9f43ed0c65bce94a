package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Turns a message into the answer to what it asked. Thread-safe. */
final class AnswerWriter {

    private static final String JSON = "application/json";

    private static final List<String> MAYBE_UNKNOWN = List.of(
            TikTokHeaders.URL,
            TikTokHeaders.VIDEO_ID,
            TikTokHeaders.HANDLE,
            TikTokHeaders.MOVED_FROM,
            TikTokHeaders.REQUEST_ID,
            TikTokHeaders.RATE_LIMIT_LIMIT,
            TikTokHeaders.RATE_LIMIT_REMAINING,
            TikTokHeaders.INFERRED);

    private final TikTokResource resource;
    private final OutputFormat format;

    AnswerWriter(TikTokResource resource, OutputFormat format) {
        this.resource = resource;
        this.format = format;
    }

    /**
     * Sets body and headers of a message that had none.
     *
     * @see #write(Message, LookupQuery, HeaderInput, Found)
     */
    void write(Message message, LookupQuery query, Found<?> result) {
        write(message, query, HeaderInput.of(message, resource), result);
    }

    /**
     * Sets body and headers. A header of which nothing is known is removed: it would be that of an earlier lookup.
     *
     * @param input what the headers asked for, which the next lookup has to respect
     */
    void write(Message message, LookupQuery query, HeaderInput input, Found<?> result) {
        TikTokRecord record = result.record();
        switch (format) {
            case POJO -> message.setBody(record);
            case MAP -> message.setBody(TikTokJson.map(record));
            case JSON -> message.setBody(TikTokJson.text(record));
            // A copy: the bytes may serve other exchanges too, and a route may change its own.
            case RAW -> message.setBody(result.response().body().clone());
        }
        Map<String, String> headers = inputHeaders(query, record);
        if (format == OutputFormat.JSON || format == OutputFormat.RAW) {
            headers.put(Exchange.CONTENT_TYPE, JSON);
        } else if (input.previous().input(message, Exchange.CONTENT_TYPE) == null) {
            // It is the type of an earlier lookup's body.
            message.removeHeader(Exchange.CONTENT_TYPE);
        }
        Map<String, Object> facts = outputHeaders(query, result);
        for (String name : MAYBE_UNKNOWN) {
            if (!headers.containsKey(name) && !facts.containsKey(name)) {
                message.removeHeader(name);
            }
        }
        facts.forEach(message::setHeader);
        PreviousLookup.write(message, headers, input.choices());
        Source source = record.source();
        Occurrence.remember(message.getExchange(), new Occurrence(() -> identity(source), source.retrievedAt(), null));
    }

    /** Returns those headers, as far as they are known, that are read by lookups too. */
    private static Map<String, String> inputHeaders(LookupQuery query, TikTokRecord record) {
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
        return headers;
    }

    /** Returns the other headers, as far as they are known. */
    private Map<String, Object> outputHeaders(LookupQuery query, Found<?> result) {
        ProviderResponse response = result.response();
        Source source = result.record().source();
        Map<String, Object> headers = new HashMap<>();
        headers.put(TikTokHeaders.RESOURCE, resource.uriName());
        headers.put(TikTokHeaders.ATTEMPTS, result.calls());
        headers.put(TikTokHeaders.CACHE_HIT, result.origin() == Origin.CACHED);
        putKnown(headers, TikTokHeaders.MOVED_FROM, result.movedFrom());
        putKnown(headers, TikTokHeaders.REQUEST_ID, source.requestId());
        putKnown(headers, TikTokHeaders.RATE_LIMIT_LIMIT, response.rateLimit());
        putKnown(headers, TikTokHeaders.RATE_LIMIT_REMAINING, response.rateLimitRemaining());
        putKnown(
                headers,
                TikTokHeaders.INFERRED,
                source.inferred().isEmpty() ? null : String.join(",", source.inferred()));
        return headers;
    }

    private static <T> void putKnown(Map<String, T> headers, String name, @Nullable T value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** An answer that is told again out of the cache is the same one. */
    private static String identity(Source source) {
        return String.join(
                "\n",
                source.provider(),
                source.retrievedAt().toString(),
                Objects.requireNonNullElse(source.requestId(), ""));
    }
}
