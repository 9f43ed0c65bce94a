package io.github.cameltiktok;

import io.github.cameltiktok.lookup.LookupQuery;
import io.github.cameltiktok.lookup.LookupResult;
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

    /** Room for all of them, without a map that grows. */
    private static final int MOST_HEADERS = 24;

    private static final List<String> MAYBE_UNKNOWN = List.of(
            TikTokHeaders.URL,
            TikTokHeaders.VIDEO_ID,
            TikTokHeaders.HANDLE,
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

    /** Sets body and headers; a header of which nothing is known is removed, lest one of an earlier lookup stays. */
    void write(Message message, LookupQuery query, LookupResult<?> result) {
        TikTokRecord record = result.record();
        switch (format) {
            case POJO -> message.setBody(record);
            case MAP -> message.setBody(TikTokJson.map(record));
            case JSON -> message.setBody(TikTokJson.text(record));
            // A copy: the bytes may serve other exchanges too, and a route may change its own.
            case RAW -> message.setBody(result.response().body().clone());
        }
        EarlierAnswer earlier = EarlierAnswer.of(message);
        Map<String, Object> headers = headers(query, result);
        boolean isOwnProvider = isOwn(TikTokHeaders.PROVIDER, headers, message, earlier);
        boolean isOwnRequestSource = isOwn(TikTokHeaders.REQUEST_SOURCE, headers, message, earlier);
        if (format == OutputFormat.JSON || format == OutputFormat.RAW) {
            headers.put(Exchange.CONTENT_TYPE, JSON);
        } else if (earlier.newHeader(message, Exchange.CONTENT_TYPE) == null) {
            // It told the type of an earlier lookup's body.
            message.removeHeader(Exchange.CONTENT_TYPE);
        }
        for (String name : MAYBE_UNKNOWN) {
            if (!headers.containsKey(name)) {
                message.removeHeader(name);
            }
        }
        headers.forEach(message::setHeader);
        if (isOwnProvider) {
            headers.remove(TikTokHeaders.PROVIDER);
        }
        if (isOwnRequestSource) {
            headers.remove(TikTokHeaders.REQUEST_SOURCE);
        }
        EarlierAnswer.remember(message, headers);
        Source source = record.source();
        Occurrence.remember(message.getExchange(), new Occurrence(() -> identity(source), source.retrievedAt(), null));
    }

    /** Returns the headers of which something is known. */
    private Map<String, Object> headers(LookupQuery query, LookupResult<?> result) {
        TikTokRecord record = result.record();
        ProviderResponse response = result.response();
        Source source = record.source();
        Map<String, Object> headers = new HashMap<>(MOST_HEADERS);
        if (record instanceof TikTokVideo video) {
            Author author = video.author();
            putKnown(headers, TikTokHeaders.URL, video.url());
            putKnown(headers, TikTokHeaders.VIDEO_ID, video.id());
            putKnown(headers, TikTokHeaders.HANDLE, author == null ? null : author.handle());
        } else if (record instanceof TikTokUser user) {
            putKnown(headers, TikTokHeaders.URL, user.url());
            putKnown(headers, TikTokHeaders.HANDLE, user.handle());
        }
        headers.put(TikTokHeaders.PROVIDER, source.provider());
        headers.put(TikTokHeaders.REQUEST_SOURCE, query.requestSource());
        headers.put(TikTokHeaders.RESOURCE, resource.uriName());
        headers.put(TikTokHeaders.ATTEMPTS, query.attempts());
        headers.put(TikTokHeaders.CACHE_HIT, result.origin() == LookupResult.Origin.CACHED);
        putKnown(headers, TikTokHeaders.REQUEST_ID, source.requestId());
        putKnown(headers, TikTokHeaders.RATE_LIMIT_LIMIT, response.rateLimit());
        putKnown(headers, TikTokHeaders.RATE_LIMIT_REMAINING, response.rateLimitRemaining());
        putKnown(
                headers,
                TikTokHeaders.INFERRED,
                source.inferred().isEmpty() ? null : String.join(",", source.inferred()));
        return headers;
    }

    private static void putKnown(Map<String, Object> headers, String name, @Nullable Object value) {
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

    /** A header by which the route itself made the choice stays the route's own, and holds for the next lookup too. */
    private static boolean isOwn(String name, Map<String, Object> headers, Message message, EarlierAnswer earlier) {
        Object own = earlier.newHeader(message, name);
        return own != null && own.equals(headers.get(name));
    }
}
