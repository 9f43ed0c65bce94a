package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static io.github.cameltiktok.pipeline.OutcomeReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.cameltiktok.model.TikTokVideo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VideoFormatTest {

    private static final String ID = "7311111111111111111";
    private static final String SCHEMA = "urn:cameltiktok:tiktok-video";
    private static final String TYPE = "io.github.cameltiktok.video.found";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void jsonFollowsSchema() throws IOException {
        ConsumerRecord<byte[], byte[]> video = video("JSON");

        assertIsVideo(MAPPER.readTree(video.value()));
        assertThat(header(video, "content-type")).isEqualTo("application/json");
        assertThat(header(video, "dataschema")).isEqualTo(SCHEMA);
        assertThat(eventHeaders(video)).isEmpty();
    }

    @Test
    void binaryCloudEventHasAttributesInHeadersAndVideoAsValue() throws IOException {
        ConsumerRecord<byte[], byte[]> video = video("CLOUDEVENTS_BINARY");

        assertIsVideo(MAPPER.readTree(video.value()));
        assertThat(eventHeaders(video))
                .containsExactly(
                        "ce_dataschema", "ce_id", "ce_source", "ce_specversion", "ce_subject", "ce_time", "ce_type");
        assertThat(header(video, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(video, "ce_type")).isEqualTo(TYPE);
        assertThat(header(video, "ce_id")).isNotBlank().isNotEqualTo("of the request");
        assertThat(header(video, "ce_source"))
                .startsWith("https://www.tiktok.com/")
                .contains(ID);
        assertThat(header(video, "ce_subject")).isEqualTo(ID);
        assertThat(header(video, "ce_dataschema")).isEqualTo(SCHEMA);
        assertThat(header(video, "content-type")).isEqualTo("application/json");
        assertIsNow(header(video, "ce_time"));
    }

    @Test
    void structuredCloudEventIsJsonObjectWithVideoAsData() throws IOException {
        ConsumerRecord<byte[], byte[]> video = video("CLOUDEVENTS_STRUCTURED");
        JsonNode event = MAPPER.readTree(video.value());

        assertThat(header(video, "content-type")).isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(eventHeaders(video)).isEmpty();
        assertIsVideo(event.path("data"));
        assertThat(event.path("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.path("type").textValue()).isEqualTo(TYPE);
        assertThat(event.path("id").textValue()).isNotBlank();
        assertThat(event.path("source").textValue()).contains(ID);
        assertThat(event.path("subject").textValue()).isEqualTo(ID);
        assertThat(event.path("dataschema").textValue()).isEqualTo(SCHEMA);
        assertThat(event.path("datacontenttype").textValue()).isEqualTo("application/json");
        assertIsNow(event.path("time").textValue());
    }

    /** Sends a request that is a CloudEvent itself, with a header that differs only in case. */
    private ConsumerRecord<byte[], byte[]> video(String format) {
        fixture.with("pipeline.format", format).start();
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(fixture.topics.requests(), bytes(ID));
        request.headers()
                .add("Content-Type", bytes("text/plain"))
                .add("ce_id", bytes("of the request"))
                .add("ce_traceparent", bytes("of the request"))
                .add("x-order", bytes("42"));
        ConsumerRecord<byte[], byte[]> video = fixture.outcomes.videoOf(fixture.send(request));
        assertThat(text(video.key())).isEqualTo(ID);
        assertThat(header(video, "x-order")).isEqualTo("42");
        assertThat(header(video, "Content-Type")).isNull();
        return video;
    }

    private static Set<String> eventHeaders(ConsumerRecord<byte[], byte[]> record) {
        Set<String> names = new TreeSet<>();
        record.headers().forEach(header -> names.add(header.key()));
        names.removeIf(name -> !name.startsWith("ce_"));
        return names;
    }

    private static void assertIsVideo(JsonNode json) throws IOException {
        try (InputStream schema = TikTokVideo.class.getResourceAsStream("tiktok-video.schema.json")) {
            JsonSchema video = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
            assertThat(video.validate(json)).isEmpty();
        }
        assertThat(json.path("id").textValue()).isEqualTo(ID);
    }

    private static void assertIsNow(String time) {
        assertThat(Instant.parse(time)).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
