package io.github.cameltiktok.benchmark.mapping;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** An answer per provider and resource with its mappings. Public because JMH's generated code uses it. */
public enum ProviderAnswer {
    API_DIRECT_VIDEO(
            "API Direct video",
            "../stub/apidirect-video.json",
            "7516594811734854111",
            new ApiDirect().video(),
            ApiDirectAnswers.VideoAnswer.class),
    DUMPLING_AI_VIDEO(
            "Dumpling AI video",
            "../stub/dumplingai-video.json",
            "7516594811734854111",
            new DumplingAi().video(),
            DumplingAiAnswers.Video.class),
    PEEKALINK_VIDEO(
            "Peekalink video",
            "peekalink-video.json",
            "https://www.tiktok.com/@zachking/video/6768504823336815877",
            new Peekalink().video(),
            PeekalinkAnswers.VideoAnswer.class),
    API_DIRECT_USER(
            "API Direct user",
            "apidirect-user.json",
            "@tiktok",
            new ApiDirect().user(),
            ApiDirectAnswers.UserAnswer.class),
    DUMPLING_AI_USER(
            "Dumpling AI user",
            "dumplingai-user.json",
            "@username",
            new DumplingAi().user(),
            DumplingAiAnswers.UserAnswer.class),
    PEEKALINK_USER(
            "Peekalink user",
            "peekalink-user.json",
            "https://www.tiktok.com/@khaby.lame",
            new Peekalink().user(),
            PeekalinkAnswers.UserAnswer.class);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final String title;
    private final TikTokLink subject;
    private final ProviderOperation<? extends TikTokRecord> operation;
    private final Class<?> shape;
    private final ProviderResponse response;

    ProviderAnswer(
            String title,
            String resource,
            String subject,
            ProviderOperation<? extends TikTokRecord> operation,
            Class<?> shape) {
        this.title = title;
        this.subject = TikTokLink.parse(subject);
        this.operation = operation;
        this.shape = shape;
        this.response = new ProviderResponse(
                200,
                Map.of("Content-Type", "application/json"),
                bytes(resource),
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = ProviderAnswer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("missing resource " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String title() {
        return title;
    }

    byte[] bytes() {
        return response.body();
    }

    /** Returns the connector's record. */
    TikTokRecord read() {
        return operation.read(subject, response);
    }

    JsonNode readTree() throws IOException {
        return JSON.readTree(response.body());
    }

    /** Returns the data-binding reader. */
    ObjectReader binder() {
        return JSON.readerFor(shape);
    }

    /** Returns the tree of the connector's JSON. */
    JsonNode recordTree() {
        return TikTokJson.tree(read());
    }

    static byte[] write(JsonNode tree) throws IOException {
        return JSON.writeValueAsBytes(tree);
    }
}
