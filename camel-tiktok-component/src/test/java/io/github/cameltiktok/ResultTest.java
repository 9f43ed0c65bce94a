package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.util.IOHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Body and headers of a lookup result, and their use in the next step of a route. */
final class ResultTest {

    private static final String ID = "7321234567890123456";
    private static final String LINK = "https://www.tiktok.com/@username/video/" + ID;

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @TempDir
    Path folder;

    @Test
    void videoIsDescribedByHeaders() {
        Exchange answer = camel.send("tiktok:video?provider=dumplingai&requestSource=N8N", LINK);

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
    void creatorIsDescribedByHeaders() {
        Exchange answer = camel.send(
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
    void headerWithoutValueIsRemoved() {
        Exchange answer = camel.send(
                "tiktok:video?provider=apidirect",
                "7516594811734854943",
                Map.of(
                        TikTokHeaders.REQUEST_ID,
                        "previous value",
                        TikTokHeaders.INFERRED,
                        "previous value",
                        TikTokHeaders.RATE_LIMIT_LIMIT,
                        "previous value",
                        "Other",
                        "kept"));

        assertThat(answer.getMessage().getHeaders())
                .doesNotContainValue("previous value")
                .containsEntry("Other", "kept");
    }

    @Test
    void handleHeaderIsAbsentWithoutAuthor() {
        Exchange answer = camel.send("tiktok:video?provider=dumplingai", SpecialSubject.MISSING_AUTHOR.videoId());

        assertThat(answer.getMessage().getBody(TikTokVideo.class).author()).isNull();
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey(TikTokHeaders.HANDLE);
    }

    @Test
    void simpleReadsRecord() throws Exception {
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

        Exchange answer = camel.send("direct:simple", LINK);
        Exchange without = camel.send("direct:simple", SpecialSubject.MISSING_AUTHOR.videoId());

        TikTokVideo video = answer.getMessage().getBody(TikTokVideo.class);
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("plays", video.stats().plays())
                .containsEntry("author", "username")
                .containsEntry("length", video.durationSeconds().longValue() > 10 ? "long" : "short");
        assertThat(without.getException()).isNull();
        assertThat(without.getMessage().getHeader("author")).isNull();
    }

    @Test
    void jsonPathReadsRecordMapAndJson() throws Exception {
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
            Exchange answer = camel.send("direct:jsonpath", LINK, Map.of("format", format));

            assertThat(answer.getException()).as(format).isNull();
            assertThat(answer.getMessage().getHeader("plays", Long.class))
                    .as(format)
                    .isPositive();
        }
    }

    @Test
    void jqReadsRecordMapAndJson() throws Exception {
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
            Exchange answer = camel.send("direct:jq", LINK, Map.of("format", format));

            assertThat(answer.getException()).as(format).isNull();
            assertThat(answer.getMessage().getHeader("plays", Long.class))
                    .as(format)
                    .isPositive();
        }
    }

    @Test
    void camelJacksonMarshalsRecordAsSameJson() throws Exception {
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

        Exchange answer = camel.send("direct:marshal", LINK);

        assertThat(answer.getException()).isNull();
        // Compared as trees, because this marshaller escapes emoji.
        assertThat(new ObjectMapper().readTree(answer.getMessage().getBody(byte[].class)))
                .isEqualTo(new ObjectMapper().readTree(answer.getProperty("expected", String.class)));
    }

    @Test
    void recordIsWrittenToFileAsJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:file")
                        .to("tiktok:video?provider=dumplingai")
                        .to(folder.toUri() + "?fileName=${header.CamelTikTokVideoId}.json");
            }
        });

        TikTokVideo video = camel.send("direct:file", LINK).getMessage().getBody(TikTokVideo.class);

        assertThat(folder.resolve(ID + ".json")).content(StandardCharsets.UTF_8).isEqualTo(TikTokJson.text(video));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void recordIsWrittenToFileInItsCharset() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:charset")
                        .to("tiktok:video?provider=dumplingai")
                        .to(folder.toUri() + "?fileName=utf16.json&charset=UTF-16BE");
            }
        });

        TikTokVideo video = camel.send("direct:charset", LINK).getMessage().getBody(TikTokVideo.class);

        assertThat(folder.resolve("utf16.json"))
                .content(StandardCharsets.UTF_16BE)
                .isEqualTo(TikTokJson.text(video));
    }

    @Test
    void convertBodyToStringReturnsJson() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text").to("tiktok:video?provider=dumplingai").convertBodyTo(String.class);
            }
        });

        Object text = camel.send("direct:text", LINK).getMessage().getBody();

        assertThat(text).asString().startsWith("{\"id\":\"" + ID + "\"");
    }

    @Test
    void recordConvertsWithoutExchange() throws Exception {
        TypeConverter converter = camel.context().getTypeConverter();
        for (String uri : new String[] {"tiktok:video?provider=dumplingai", "tiktok:user?provider=dumplingai"}) {
            TikTokRecord record = camel.send(uri, uri.contains("video") ? ID : "@khaby.lame")
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
}
