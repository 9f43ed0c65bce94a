package io.github.cameltiktok.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.TikTokCloudEventsTransformer;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokVideo;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;

/** The format of a video in its record. */
public enum VideoFormat {
    /** The normalised JSON; headers name its content type and its JSON Schema. */
    JSON {
        @Override
        void writeFor(Message message, TikTokVideo video) {
            set(message, CONTENT_TYPE, "application/json");
            set(message, DATA_SCHEMA, "urn:cameltiktok:tiktok-video");
            message.setBody(TikTokJson.bytes(video));
        }
    },

    /** A CloudEvent in Kafka's binary mode: attributes in headers, the normalised JSON as value. */
    CLOUDEVENTS_BINARY {
        @Override
        void writeFor(Message message, TikTokVideo video) {
            makeCloudEvent(message);
            message.setBody(TikTokJson.bytes(video));
            for (CloudEvent.Attribute attribute : CloudEvents.v1_0.attributes()) {
                String value = message.getHeader(attribute.id(), String.class);
                if (value != null) {
                    String name = attribute.json();
                    set(message, name.equals(DATA_CONTENT_TYPE) ? CONTENT_TYPE : CLOUD_EVENT + name, value);
                }
            }
        }
    },

    /** A CloudEvent in structured mode: attributes and the normalised JSON in one JSON object. */
    CLOUDEVENTS_STRUCTURED {
        @Override
        void writeFor(Message message, TikTokVideo video) {
            makeCloudEvent(message);
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            for (CloudEvent.Attribute attribute : CloudEvents.v1_0.attributes()) {
                String value = message.getHeader(attribute.id(), String.class);
                if (value != null) {
                    event.put(attribute.json(), value);
                }
            }
            event.set("data", TikTokJson.tree(video));
            set(message, CONTENT_TYPE, "application/cloudevents+json; charset=UTF-8");
            message.setBody(event.toString().getBytes(StandardCharsets.UTF_8));
        }
    };

    private static final String CONTENT_TYPE = "content-type";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";
    private static final String CLOUD_EVENT = "ce_";
    private static final String DATA_SCHEMA = "dataschema";

    /** Sets the body, as bytes, and the headers of a message that holds the result of a lookup. */
    final void write(Message message, TikTokVideo video) {
        // A request may be a CloudEvent itself. Its attributes do not apply to the video.
        message.removeHeaders(CLOUD_EVENT + '*');
        writeFor(message, video);
    }

    abstract void writeFor(Message message, TikTokVideo video);

    /** Replaces a header together with the case of its name, which Camel ignores and Kafka does not. */
    private static void set(Message message, String name, String value) {
        message.removeHeader(name);
        message.setHeader(name, value);
    }

    private static void makeCloudEvent(Message message) {
        new TikTokCloudEventsTransformer().transform(message, DataType.ANY, DataType.ANY);
    }
}
