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

    private final TikTokResource resource;
    private final OutputFormat format;

    AnswerWriter(TikTokResource resource, OutputFormat format) {
        this.resource = resource;
        this.format = format;
    }

    /** Sets body and headers; a header of which nothing is known is removed, lest one of an earlier lookup stays. */
    void write(Message message, LookupQuery query, LookupResult<?> result) {
        TikTokRecord record = result.record();
        ProviderResponse response = result.response();
        switch (format) {
            case POJO -> message.setBody(record);
            case MAP -> message.setBody(TikTokJson.map(record));
            case JSON -> message.setBody(TikTokJson.text(record));
            case RAW -> message.setBody(response.body());
        }
        EarlierAnswer earlier = EarlierAnswer.of(message);
        Source source = record.source();
        Map<String, Object> set = new HashMap<>(MOST_HEADERS);
        if (format == OutputFormat.JSON || format == OutputFormat.RAW) {
            header(message, set, Exchange.CONTENT_TYPE, JSON);
        } else if (earlier.newHeader(message, Exchange.CONTENT_TYPE) == null) {
            // It told the type of an earlier lookup's body.
            message.removeHeader(Exchange.CONTENT_TYPE);
        }
        if (record instanceof TikTokVideo video) {
            Author author = video.author();
            header(message, set, TikTokHeaders.URL, video.url());
            header(message, set, TikTokHeaders.VIDEO_ID, video.id());
            header(message, set, TikTokHeaders.HANDLE, author == null ? null : author.handle());
        } else if (record instanceof TikTokUser user) {
            header(message, set, TikTokHeaders.URL, user.url());
            header(message, set, TikTokHeaders.VIDEO_ID, null);
            header(message, set, TikTokHeaders.HANDLE, user.handle());
        }
        choice(message, set, earlier, TikTokHeaders.PROVIDER, source.provider());
        choice(message, set, earlier, TikTokHeaders.REQUEST_SOURCE, query.requestSource());
        header(message, set, TikTokHeaders.RESOURCE, resource.uriName());
        header(message, set, TikTokHeaders.ATTEMPTS, query.attempts());
        header(message, set, TikTokHeaders.CACHE_HIT, result.origin() == LookupResult.Origin.CACHED);
        header(message, set, TikTokHeaders.REQUEST_ID, source.requestId());
        header(message, set, TikTokHeaders.RATE_LIMIT_LIMIT, response.rateLimit());
        header(message, set, TikTokHeaders.RATE_LIMIT_REMAINING, response.rateLimitRemaining());
        String inferred = String.join(",", source.inferred());
        header(message, set, TikTokHeaders.INFERRED, inferred.isEmpty() ? null : inferred);
        EarlierAnswer.remember(message, set);
        Occurrence.remember(message.getExchange(), new Occurrence(() -> identity(source), source.retrievedAt(), null));
    }

    /** An answer that is told again out of the cache is the same one. */
    private static String identity(Source source) {
        return String.join(
                "\n",
                source.provider(),
                source.retrievedAt().toString(),
                Objects.requireNonNullElse(source.requestId(), ""));
    }

    private static void header(Message message, Map<String, Object> set, String name, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
            set.put(name, value);
        }
    }

    /** A header by which the route itself made the choice stays the route's own, and holds for the next lookup too. */
    private static void choice(
            Message message, Map<String, Object> set, EarlierAnswer earlier, String name, String value) {
        boolean isOwn = value.equals(earlier.newHeader(message, name));
        header(message, set, name, value);
        if (isOwn) {
            set.remove(name);
        }
    }
}
