package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.util.IOHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lookup leaves in the message, and what the next step of a route can do with it. */
final class AnswerTest {

    private static final String ID = "7321234567890123456";
    private static final String LINK = "https://www.tiktok.com/@username/video/" + ID;

    @RegisterExtension
    static final CamelInSandbox camel = new CamelInSandbox();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "apidirect, video, @tiktok/video/7516594811734854943",
        "dumplingai, video, @username/video/7321234567890123456",
        "peekalink, video, @zachking/video/6768504823336815877",
        "apidirect, user, @khaby.lame",
        "dumplingai, user, @khaby.lame",
        "peekalink, user, @khaby.lame",
    })
    void allFormatsSayTheSame(String provider, String resource, String path) throws Exception {
        String link = "https://www.tiktok.com/" + path;
        String uri = "tiktok:" + resource + "?provider=" + provider + "&outputFormat=";
        ObjectMapper mapper = new ObjectMapper();

        Exchange pojo = camel.ask(uri + "pojo", link);
        Exchange map = camel.ask(uri + "map", link);
        Exchange json = camel.ask(uri + "json", link);
        Exchange raw = camel.ask(uri + "raw", link);

        String expected =
                withoutTimes(TikTokJson.tree((TikTokRecord) pojo.getMessage().getBody()));
        assertThat(mapper.readTree(expected).path("url").asText()).isEqualTo(link);
        assertThat(pojo.getMessage().getBody())
                .isExactlyInstanceOf(resource.equals("video") ? TikTokVideo.class : TikTokUser.class);
        assertThat(map.getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(withoutTimes(mapper.valueToTree(map.getMessage().getBody()))).isEqualTo(expected);
        assertThat(withoutTimes(mapper.readTree((String) json.getMessage().getBody())))
                .isEqualTo(expected);
        assertThat(mapper.readTree((byte[]) raw.getMessage().getBody())).isNotEmpty();
        assertThat(pojo.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
        assertThat(map.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
        assertThat(json.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(raw.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @Test
    void theHeadersOfAVideoTellWhatWasFound() {
        Exchange answer = camel.ask("tiktok:video?provider=dumplingai&requestSource=N8N", LINK);

        assertThat(answer.getMessage().getHeaders())
                .containsEntry(TikTokHeaders.URL, LINK)
                .containsEntry(TikTokHeaders.VIDEO_ID, ID)
                .containsEntry(TikTokHeaders.HANDLE, "username")
                .containsEntry(TikTokHeaders.PROVIDER, "dumplingai")
                .containsEntry(TikTokHeaders.REQUEST_SOURCE, "N8N")
                .containsEntry(TikTokHeaders.RESOURCE, "video")
                .containsEntry(TikTokHeaders.ATTEMPTS, 1)
                .hasEntrySatisfying(TikTokHeaders.RATE_LIMIT_LIMIT, limit -> assertThat(limit)
                        .isInstanceOf(Long.class))
                .hasEntrySatisfying(TikTokHeaders.RATE_LIMIT_REMAINING, remaining -> assertThat((Long) remaining)
                        .isBetween(0L, (Long) answer.getMessage().getHeader(TikTokHeaders.RATE_LIMIT_LIMIT)))
                .doesNotContainKey(TikTokHeaders.REQUEST_ID);
        assertThat(answer.getMessage().getHeader(TikTokHeaders.INFERRED))
                .isEqualTo(inferred(answer.getMessage().getBody(TikTokVideo.class)));
    }

    @Test
    void theHeadersOfACreatorTellWhatWasFound() {
        Exchange answer = camel.ask(
                "tiktok:user?provider=peekalink",
                "@khaby.lame",
                Map.of(TikTokHeaders.RATE_LIMIT_LIMIT, 5L, TikTokHeaders.RATE_LIMIT_REMAINING, 4L));

        TikTokUser user = answer.getMessage().getBody(TikTokUser.class);
        assertThat(answer.getMessage().getHeaders())
                .containsEntry(TikTokHeaders.URL, "https://www.tiktok.com/@khaby.lame")
                .containsEntry(TikTokHeaders.HANDLE, "khaby.lame")
                .containsEntry(TikTokHeaders.PROVIDER, "peekalink")
                .containsEntry(TikTokHeaders.REQUEST_SOURCE, "API")
                .containsEntry(TikTokHeaders.RESOURCE, "user")
                .containsEntry(TikTokHeaders.ATTEMPTS, 1)
                .containsEntry(TikTokHeaders.REQUEST_ID, user.source().requestId())
                .containsEntry(TikTokHeaders.INFERRED, inferred(user))
                .doesNotContainKeys(
                        TikTokHeaders.VIDEO_ID, TikTokHeaders.RATE_LIMIT_LIMIT, TikTokHeaders.RATE_LIMIT_REMAINING);
        assertThat(user.source().requestId()).isNotBlank();
        assertThat(user.source().inferred()).isNotEmpty();
    }

    @Test
    void aHeaderOfWhichNothingIsKnownIsRemoved() {
        Exchange answer = camel.ask(
                "tiktok:video?provider=apidirect",
                "7516594811734854943",
                Map.of(
                        TikTokHeaders.REQUEST_ID,
                        "of an earlier lookup",
                        TikTokHeaders.INFERRED,
                        "of an earlier lookup",
                        TikTokHeaders.RATE_LIMIT_LIMIT,
                        "of an earlier lookup",
                        "Other",
                        "stays"));

        assertThat(answer.getMessage().getHeaders())
                .doesNotContainValue("of an earlier lookup")
                .containsEntry("Other", "stays");
    }

    @Test
    void thereIsNoHandleWithoutAnAuthor() {
        Exchange answer = camel.ask("tiktok:video?provider=dumplingai", SpecialSubject.MISSING_AUTHOR.videoId());

        assertThat(answer.getMessage().getBody(TikTokVideo.class).author()).isNull();
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey(TikTokHeaders.HANDLE);
    }

    @Test
    void simpleExpressionsReadTheRecord() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:simple")
                        .to("tiktok:video?provider=dumplingai")
                        .setHeader("plays", simple("${body.stats.plays}"))
                        .setHeader("author", simple("${body?.author?.handle}"))
                        .choice()
                        .when(simple("${body.durationSeconds} > 10"))
                        .setHeader("length", constant("long"))
                        .otherwise()
                        .setHeader("length", constant("short"));
            }
        });

        Exchange answer = camel.ask("direct:simple", LINK);
        Exchange without = camel.ask("direct:simple", SpecialSubject.MISSING_AUTHOR.videoId());

        TikTokVideo video = answer.getMessage().getBody(TikTokVideo.class);
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("plays", video.stats().plays())
                .containsEntry("author", "username")
                .containsEntry("length", video.durationSeconds().longValue() > 10 ? "long" : "short");
        assertThat(without.getException()).isNull();
        assertThat(without.getMessage().getHeader("author")).isNull();
    }

    @Test
    void jsonPathReadsTheRecordAndTheMapAndTheJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:jsonpath")
                        .toD("tiktok:video?provider=dumplingai&outputFormat=${header.format}")
                        .setHeader("plays")
                        .jsonpath("$.stats.plays", Long.class);
            }
        });

        for (String format : new String[] {"pojo", "map", "json"}) {
            Exchange answer = camel.ask("direct:jsonpath", LINK, Map.of("format", format));

            assertThat(answer.getException()).as(format).isNull();
            assertThat(answer.getMessage().getHeader("plays", Long.class))
                    .as(format)
                    .isPositive();
        }
    }

    @Test
    void jqReadsTheRecordAndTheMapAndTheJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:jq")
                        .toD("tiktok:video?provider=dumplingai&outputFormat=${header.format}")
                        .setHeader("plays")
                        .jq(".stats.plays", Long.class);
            }
        });

        for (String format : new String[] {"pojo", "map", "json"}) {
            Exchange answer = camel.ask("direct:jq", LINK, Map.of("format", format));

            assertThat(answer.getException()).as(format).isNull();
            assertThat(answer.getMessage().getHeader("plays", Long.class))
                    .as(format)
                    .isPositive();
        }
    }

    @Test
    void camelJacksonMarshalsTheRecordAsTheSameJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:marshal")
                        .to("tiktok:video?provider=apidirect")
                        .setProperty("expected")
                        .method(TikTokJson.class, "text")
                        .marshal()
                        .json(JsonLibrary.Jackson);
            }
        });

        Exchange answer = camel.ask("direct:marshal", LINK);

        assertThat(answer.getException()).isNull();
        // As trees, because this marshaller writes emoji as escapes.
        assertThat(new ObjectMapper().readTree(answer.getMessage().getBody(byte[].class)))
                .isEqualTo(new ObjectMapper().readTree(answer.getProperty("expected", String.class)));
    }

    @Test
    void theRecordIsWrittenToAFileAsJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:file")
                        .to("tiktok:video?provider=dumplingai")
                        .to(folder.toUri() + "?fileName=${header.CamelTikTokVideoId}.json");
            }
        });

        TikTokVideo video = camel.ask("direct:file", LINK).getMessage().getBody(TikTokVideo.class);

        assertThat(folder.resolve(ID + ".json")).content(StandardCharsets.UTF_8).isEqualTo(TikTokJson.text(video));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void theRecordIsWrittenToAFileInTheCharsetOfTheFile() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:charset")
                        .to("tiktok:video?provider=dumplingai")
                        .to(folder.toUri() + "?fileName=utf16.json&charset=UTF-16BE");
            }
        });

        TikTokVideo video = camel.ask("direct:charset", LINK).getMessage().getBody(TikTokVideo.class);

        assertThat(folder.resolve("utf16.json"))
                .content(StandardCharsets.UTF_16BE)
                .isEqualTo(TikTokJson.text(video));
    }

    @Test
    void convertBodyToMakesJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text").to("tiktok:video?provider=dumplingai").convertBodyTo(String.class);
            }
        });

        Object text = camel.ask("direct:text", LINK).getMessage().getBody();

        assertThat(text).asString().startsWith("{\"id\":\"" + ID + "\"");
    }

    @Test
    void aRecordConvertsWithoutAnExchangeAsKafkasSerializersDo() throws Exception {
        TypeConverter converter = camel.context().getTypeConverter();
        for (String uri : new String[] {"tiktok:video?provider=dumplingai", "tiktok:user?provider=dumplingai"}) {
            TikTokRecord record = camel.ask(uri, uri.contains("video") ? ID : "@khaby.lame")
                    .getMessage()
                    .getBody(TikTokRecord.class);
            String json = TikTokJson.text(record);

            assertThat(converter.convertTo(String.class, record)).isEqualTo(json);
            assertThat(converter.convertTo(Serializable.class, record)).isEqualTo(json);
            assertThat(IOHelper.toString(converter.convertTo(Reader.class, record)))
                    .isEqualTo(json);
            assertThat(converter.convertTo(byte[].class, record)).isEqualTo(TikTokJson.bytes(record));
            assertThat(converter.convertTo(InputStream.class, record)).hasBinaryContent(TikTokJson.bytes(record));
            assertThat(converter.convertTo(JsonNode.class, record)).isEqualTo(TikTokJson.tree(record));
            assertThat(converter.convertTo(Map.class, record)).isEqualTo(TikTokJson.map(record));
        }
    }

    private static String inferred(TikTokRecord record) {
        return record.source().inferred().isEmpty()
                ? null
                : String.join(",", record.source().inferred());
    }

    /** Each answer came at another moment, under another request id and with other expiry times of the media links. */
    private static String withoutTimes(JsonNode json) {
        ObjectNode copy = json.deepCopy();
        copy.remove("media");
        copy.findParents("retrievedAt")
                .forEach(source -> ((ObjectNode) source).remove(List.of("retrievedAt", "requestId")));
        copy.findParents("expiresAt").forEach(image -> ((ObjectNode) image).remove(List.of("expiresAt", "url")));
        copy.findParents("urlExpiresAt")
                .forEach(music -> ((ObjectNode) music).remove(List.of("urlExpiresAt", "url", "coverUrl")));
        return copy.toString();
    }
}
