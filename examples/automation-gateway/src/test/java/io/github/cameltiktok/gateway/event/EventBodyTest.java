package io.github.cameltiktok.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.watch.Change;
import io.github.cameltiktok.watch.Event;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventBodyTest {

    private static final String URL = "https://www.tiktok.com/@_/video/7516594811734854943";

    @Test
    void bodyHasTheDocumentedFieldsInTheirOrder() {
        JsonNode record = sample("video");
        Change change = new Change(
                Event.CHANGED,
                List.of("caption", "stats.likes", "stats.plays"),
                Map.of("stats.plays", 1_000_000L, "caption", "Old", "stats.likes", 98_300L),
                Map.of("stats.plays", new BigDecimal("41666.67"), "stats.comments", BigDecimal.ONE),
                Duration.ofHours(6));
        String body = EventBody.of(draft("changed", EventDraft.changes(change, record), record));

        assertThat(body)
                .startsWith("{\"id\":\"evt_1\",\"type\":\"video.changed\",\"timestamp\":\"2026-06-01T00:00:00Z\","
                        + "\"sequence\":17,\"watchId\":\"wat_1\",\"label\":\"Launch\",\"requestSource\":\"ZAPIER\","
                        + "\"sample\":false,\"summary\":\"@some.cook: plays 1,000,000 → 1,250,000 (+25 %, 41,667 an"
                        + " hour), likes 98,300 → 98,200 (-0.1 %), caption Old → Five-minute noodles"
                        + " 🍜 #cooking #easy\",\"changes\":[{\"field\":\"stats.plays\",\"before\":1000000,"
                        + "\"after\":1250000,\"delta\":250000,\"perHour\":41666.67},{\"field\":\"stats.likes\","
                        + "\"before\":98300,\"after\":98200,\"delta\":-100},{\"field\":\"caption\",\"before\":\"Old\",")
                .contains(
                        "\"subject\":{\"kind\":\"video\",\"id\":\"7516594811734854943\",\"handle\":\"some.cook\","
                                + "\"url\":\"https://www.tiktok.com/@some.cook/video/7516594811734854943\"},\"video\":{\"id\":");
        assertThat(LookupFixture.json(body).path("video")).isEqualTo(record);
    }

    static Stream<Arguments> summaries() {
        return Stream.of(
                arguments("stats.plays", 0L, "5", "v: plays 0 → 5"),
                arguments("stats.plays", 3L, "4", "v: plays 3 → 4 (+33 %)"),
                arguments("stats.plays", 1_000L, "1001", "v: plays 1,000 → 1,001 (+0.1 %)"),
                arguments("stats.plays", 2_000L, "1000", "v: plays 2,000 → 1,000 (-50 %)"),
                arguments("durationSeconds", new BigDecimal("1.5"), "3", "v: durationSeconds 1.5 → 3 (+100 %)"),
                arguments("stats.plays", 1_159_474_960L, "1159475400", "v: plays 1,159,474,960 → 1,159,475,400"),
                arguments("caption", "a\nb", "\"c\"", "v: caption changed"),
                arguments("caption", "", "\"c\"", "v: caption changed"),
                arguments("author.verified", true, "false", "v: author.verified true → false"));
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void summarySaysWhatChanged(String field, Object before, String after, String summary) {
        FieldChange change = EventDraft.changes(
                        new Change(Event.CHANGED, List.of(field), Map.of(field, before), Map.of(), Duration.ofHours(1)),
                        nested(field, after))
                .get(0);
        EventDraft draft = draft("changed", List.of(change), null);

        assertThat(Summary.of("v", draft)).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource({"first, v: first seen", "disappeared, v: no longer visible", "reappeared, v: visible again"})
    void summaryOfOtherEventsIsPlain(String name, String summary) {
        assertThat(Summary.of("v", draft(name, List.of(), null))).isEqualTo(summary);
    }

    @Test
    void invisibleSubjectIsNamedByItsLink() {
        JsonNode body = LookupFixture.json(EventBody.of(draft("disappeared", List.of(), null)));

        assertThat(body.path("summary").asText()).isEqualTo("video 7516594811734854943: no longer visible");
        assertThat(body.path("subject").toString())
                .isEqualTo("{\"kind\":\"video\",\"id\":\"7516594811734854943\",\"url\":\"" + URL + "\"}");
        assertThat(body.has("video")).isFalse();
    }

    @Test
    void largestListsAreEmptiedUntilTheBodyFits() {
        ObjectNode record = sample("video");
        for (int i = 0; i < 200; i++) {
            record.withArray("media").addObject().put("url", "https://example.com/" + "x".repeat(200));
        }
        for (int i = 0; i < 5; i++) {
            record.withArray("hashtags").addObject().put("name", "tag" + i);
        }
        String text = EventBody.of(draft("first", List.of(), record));
        JsonNode body = LookupFixture.json(text);

        assertThat(text.getBytes(UTF_8)).hasSizeLessThan(20_000);
        assertThat(body.path("truncated").toString()).isEqualTo("[\"video.media\"]");
        assertThat(body.at("/video/media").isArray()).isTrue();
        assertThat(body.at("/video/hashtags")).hasSize(7);
        assertThat(body.at("/video/stats")).isEqualTo(record.path("stats"));
        assertThat(record.path("media")).hasSize(201);
    }

    @Test
    void hugeTextsAreCutAfterTheLists() {
        ObjectNode record = sample("video");
        record.put("caption", "🍜".repeat(30_000));
        FieldChange change = EventDraft.changes(
                        new Change(
                                Event.CHANGED,
                                List.of("caption"),
                                Map.of("caption", "ü".repeat(40_000)),
                                Map.of(),
                                Duration.ofHours(1)),
                        record)
                .get(0);
        String text = EventBody.of(draft("changed", List.of(change), record));
        JsonNode body = LookupFixture.json(text);

        assertThat(text.getBytes(UTF_8)).hasSizeLessThan(20_000);
        assertThat(text).doesNotContain("?");
        assertThat(body.path("truncated").toString()).contains("video.caption", "changes.before");
        assertThat(body.at("/video/caption").asText()).startsWith("🍜🍜").endsWith("…");
        assertThat(body.at("/subject/id").asText()).isEqualTo("7516594811734854943");
    }

    @Test
    void halfASurrogatePairBecomesAQuestionMark() {
        ObjectNode record = sample("video");
        record.put("caption", "a\uD83Cb\u0000");
        String text = EventBody.of(draft("first", List.of(), record));

        assertThat(text).isEqualTo(new String(text.getBytes(UTF_8), UTF_8)).contains("\"a?b\\u0000\"");
        assertThat(text.indexOf('\n')).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"video", "user"})
    void builtInSamplesAreValidRecords(String kind) throws IOException {
        try (InputStream schema = TikTokResource.class.getResourceAsStream("tiktok-" + kind + ".schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(Objects.requireNonNull(schema))
                            .validate(sample(kind)))
                    .isEmpty();
        }
    }

    private static EventDraft draft(String name, List<FieldChange> changes, @Nullable JsonNode record) {
        return new EventDraft(
                "evt_1",
                TikTokResource.VIDEO,
                name,
                Instant.parse("2026-06-01T00:00:00Z"),
                17,
                "wat_1",
                "Launch",
                "ZAPIER",
                false,
                changes,
                URL,
                record);
    }

    private static JsonNode nested(String field, String value) {
        int dot = field.indexOf('.');
        return dot < 0
                ? LookupFixture.json("{\"" + field + "\":" + value + "}")
                : LookupFixture.json(
                        "{\"" + field.substring(0, dot) + "\":{\"" + field.substring(dot + 1) + "\":" + value + "}}");
    }

    private static ObjectNode sample(String kind) {
        try (InputStream file = EventBodyTest.class.getResourceAsStream("/samples/" + kind + ".json")) {
            return (ObjectNode)
                    LookupFixture.json(new String(Objects.requireNonNull(file).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
