package io.github.cameltiktok;

import io.github.cameltiktok.internal.message.CloudEventContext;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.message.PreviousLookup;
import io.github.cameltiktok.internal.message.SubjectField;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.watch.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a CloudEvent of a result of {@code tiktok:video} or {@code tiktok:user} and of an event of their consumers. The
 * attributes become Camel's headers for them, and a record or a map becomes its JSON as text. Text and bytes stay, and
 * so do attributes that the route has set. Thread-safe.
 */
@DataTypeTransformer(
        name = "tiktok:application-cloudevents",
        description =
                "Adds CloudEvents headers to the answer of a lookup or to an event of a consumer, and turns a record or a map into its JSON")
public class TikTokCloudEventsTransformer extends Transformer {

    private static final String TYPES = "io.github.cameltiktok.";
    private static final String SCHEMAS = "urn:cameltiktok:tiktok-";
    private static final String JSON = "application/json";

    /** Exchange property: attributes set by an earlier transformation, by header. */
    private static final String EARLIER = "CamelTikTokCloudEvent";

    /**
     * Source and subject of an event.
     *
     * @param source the same for every provider
     * @param subject TikTok's id of a video, the handle of a creator; {@code null} if only a short link is known
     */
    private record Party(String source, @Nullable String subject) {}

    /**
     * Sets the attributes and turns the body into JSON.
     *
     * @throws IllegalArgumentException if the message is neither a result nor an event of this component, or its body is
     *     a map that cannot be written as JSON
     */
    @Override
    public void transform(Message message, DataType from, DataType to) {
        Exchange exchange = message.getExchange();
        CloudEventContext context = CloudEventContext.of(exchange);
        TikTokResource resource = resource(message);
        Party party = party(message, resource);
        String type = TYPES + resource.uriName() + '.' + verb(message, context);
        Map<String, String> attributes = new HashMap<>();
        attributes.put(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, CloudEvents.v1_0.version());
        attributes.put(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, type);
        attributes.put(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, party.source());
        put(attributes, CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, party.subject());
        attributes.put(CloudEvent.CAMEL_CLOUD_EVENT_TIME, time(message, context).toString());
        String identity =
                context == null ? exchange.getExchangeId() : context.identity().get();
        attributes.put(CloudEvent.CAMEL_CLOUD_EVENT_ID, id(type, party.source(), identity));
        if (isNormalised(message)) {
            attributes.put(CloudEvent.CAMEL_CLOUD_EVENT_SCHEMA_URL, SCHEMAS + resource.uriName());
        }
        writeJson(message);
        if (message.getBody() != null) {
            put(
                    attributes,
                    CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE,
                    message.getHeader(Exchange.CONTENT_TYPE, String.class));
        }
        set(message, attributes);
    }

    private static TikTokResource resource(Message message) {
        Object body = message.getBody();
        if (body instanceof TikTokRecord) {
            return body instanceof TikTokVideo ? TikTokResource.VIDEO : TikTokResource.USER;
        }
        String name = message.getHeader(TikTokHeaders.RESOURCE, String.class);
        return Arrays.stream(TikTokResource.values())
                .filter(resource -> resource.uriName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "tiktok:application-cloudevents is for messages of tiktok:video and tiktok:user, whose header "
                                + TikTokHeaders.RESOURCE + " says which, but here it "
                                + (name == null ? "is missing" : "is '" + name + "'")));
    }

    private static String verb(Message message, @Nullable CloudEventContext context) {
        // After a queue only the header names the event.
        String event = context == null ? message.getHeader(TikTokHeaders.EVENT, String.class) : context.event();
        if (event == null) {
            return "found";
        }
        return Arrays.stream(Event.values())
                .map(known -> known.name())
                .filter(event::equals)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("header " + TikTokHeaders.EVENT + " must be one of "
                        + Arrays.toString(Event.values()) + ", but is '" + event + "'"))
                .toLowerCase(Locale.ROOT);
    }

    private static Party party(Message message, TikTokResource resource) {
        Object body = message.getBody();
        if (resource == TikTokResource.VIDEO) {
            String own = body instanceof TikTokVideo video ? video.id() : null;
            String id = own == null ? message.getHeader(TikTokHeaders.VIDEO_ID, String.class) : own;
            TikTokLink link = id == null ? null : link(SubjectField.VIDEO_ID, id);
            return link == null ? new Party(url(message), id) : new Party(link.url(), link.id());
        }
        String own = body instanceof TikTokUser user ? user.handle() : null;
        String handle = own == null ? message.getHeader(TikTokHeaders.HANDLE, String.class) : own;
        TikTokLink link = handle == null ? null : link(SubjectField.HANDLE, handle);
        return link == null ? new Party(url(message), handle) : new Party(link.url(), link.handle());
    }

    /** A provider may return an id or a handle that breaks today's rules. */
    private static @Nullable TikTokLink link(SubjectField field, String text) {
        try {
            return field.parse(text);
        } catch (InvalidArgumentException e) {
            return null;
        }
    }

    private static String url(Message message) {
        String url = message.getHeader(TikTokHeaders.URL, String.class);
        return url == null ? TikTokLink.SITE : url;
    }

    private static Instant time(Message message, @Nullable CloudEventContext context) {
        if (context != null) {
            return context.at();
        }
        return message.getBody() instanceof TikTokRecord found
                ? found.source().retrievedAt()
                : Instant.ofEpochMilli(message.getExchange().getClock().getCreated());
    }

    private static String id(String type, String source, String identity) {
        return UUID.nameUUIDFromBytes(String.join("\n", type, source, identity).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Returns false for the provider's own answer: JSON too, but of an unknown schema. */
    private static boolean isNormalised(Message message) {
        Object body = message.getBody();
        return body instanceof TikTokRecord
                || (body instanceof Map || body instanceof String)
                        && PreviousLookup.of(message).isBodyOf(message);
    }

    private static void writeJson(Message message) {
        Object body = message.getBody();
        String json;
        if (body instanceof TikTokRecord found) {
            json = TikTokJson.text(found);
        } else if (body instanceof Map<?, ?> map) {
            json = TikTokJson.text(map);
        } else {
            return;
        }
        PreviousLookup previous = PreviousLookup.of(message);
        boolean isAnswer = previous.isBodyOf(message);
        message.setBody(json);
        if (isAnswer) {
            // The next lookup must not read a subject from this form of the record either.
            previous.add(message, Map.of(Exchange.CONTENT_TYPE, JSON));
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, JSON);
        }
    }

    /** Sets the attributes; those of an earlier event in the same exchange are replaced, those of the route kept. */
    private static void set(Message message, Map<String, String> attributes) {
        Exchange exchange = message.getExchange();
        Map<?, ?> earlier = exchange.getProperty(EARLIER, Map.of(), Map.class);
        earlier.forEach((name, value) -> message.getHeaders().remove(name, value));
        attributes.forEach((name, value) -> message.getHeaders().putIfAbsent(name, value));
        exchange.setProperty(EARLIER, Map.copyOf(attributes));
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
