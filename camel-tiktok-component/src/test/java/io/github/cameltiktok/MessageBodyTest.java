package io.github.cameltiktok;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted and rejected bodies. A rejected body stays readable for the route's error handling. */
final class MessageBodyTest {

    private static final String VIDEO = "tiktok:video?provider=apidirect";
    private static final String USER = "tiktok:user?provider=apidirect";
    private static final String ID = "7516594811734854943";
    private static final String LINK = "https://www.tiktok.com/@tiktok/video/" + ID;

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @TempDir
    Path folder;

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(VIDEO, LINK),
                arguments(VIDEO, "  \r\n" + LINK + "\n"),
                arguments(VIDEO, "\uFEFF" + LINK),
                arguments(VIDEO, ID),
                arguments(VIDEO, "look at " + LINK + "."),
                arguments(VIDEO, "\"" + LINK + "\""),
                arguments(VIDEO, "\"" + ID + "\""),
                arguments(VIDEO, " \"" + LINK.replace("/", "\\/") + "\"\n"),
                arguments(VIDEO, "\uFEFF\"\\u0020" + LINK.replace("@", "\\u0040") + "\\r\\n\""),
                arguments(VIDEO, "\"" + ("{\"url\":\"" + LINK + "\"}").replace("\"", "\\\"") + "\""),
                arguments(USER, "\"\\u0040khaby.lame\""),
                arguments(USER, "@khaby.lame"),
                arguments(VIDEO, "{\"url\":\"" + LINK + "\"}"),
                arguments(VIDEO, " \n{\"link\":\"" + LINK + "\"}"),
                arguments(VIDEO, "\uFEFF{\"link\":\"" + LINK + "\"}"),
                arguments(VIDEO, "{\"video_id\":\"" + ID + "\"}"),
                arguments(VIDEO, "{\"videoId\":\"" + ID + "\",\"other\":{\"a\":[1,2.5,null]}}"),
                arguments(USER, "{\"handle\":\"khaby.lame\",\"url\":null}"),
                arguments(USER, "{\"username\":\"@khaby.lame\"}"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void subjectIsReadFromTextBytesStreamsAndFiles(String uri, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        assertFound(camel.send(uri, text));
        assertFound(camel.send(uri, new StringBuilder(text)));
        assertFound(camel.send(uri, bytes));
        assertFound(camel.send(uri, new ByteArrayInputStream(bytes)));
        assertFound(camel.send(uri, new InputStreamCache(bytes)));
        assertFound(camel.send(uri, new ReaderCache(text)));
        assertFound(camel.send(uri, file(bytes, "")));

        assertThat(camel.sandbox().calls()).hasSize(7);
        assertThat(camel.sandbox().calls())
                .extracting(call -> call.path())
                .containsOnly(
                        uri.equals(VIDEO) ? "/v1/tiktok/video?video_id=" + ID : "/v1/tiktok/user?username=khaby.lame");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "link", "video_id", "videoId"})
    void videoIsReadFromMapTreeAndJson(String field) throws IOException {
        String value = field.startsWith("v") ? ID : LINK;
        ObjectNode tree =
                JsonNodeFactory.instance.objectNode().put(field, value).put("note", 1.5);

        assertFound(camel.send(VIDEO, Map.of(field, value, "note", 1.5)));
        assertFound(camel.send(VIDEO, tree));
        assertFound(camel.send(VIDEO, tree.toString()));
        assertFound(camel.send(VIDEO, new ObjectMapper().writeValueAsBytes(tree)));
        assertFound(camel.send(VIDEO, new ByteArrayInputStream(tree.toString().getBytes(UTF_8))));

        assertThat(camel.sandbox().calls()).hasSize(5).allSatisfy(call -> assertThat(call.path())
                .endsWith(ID));
    }

    @Test
    void textNodeIsReadAsText() {
        assertFound(camel.send(VIDEO, JsonNodeFactory.instance.textNode(LINK)));

        assertThat(camel.sandbox().calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "ISO-8859-1", "IBM500"})
    void bytesAreDecodedInCharsetOfExchange(String charset) {
        byte[] bytes = ("{\"url\":\"" + LINK + "\",\"note\":\"h\u00e9\"}").getBytes(Charset.forName(charset));

        assertFound(camel.send(VIDEO, bytes, Map.of(Exchange.CHARSET_NAME, charset)));
        assertFound(camel.send(VIDEO, exchange -> {
            exchange.setProperty(Exchange.CHARSET_NAME, charset);
            exchange.getMessage().setBody(new ByteArrayInputStream(bytes));
        }));

        assertThat(camel.sandbox().calls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "IBM500", "UTF-8"})
    void fileIsDecodedInCharsetOfEndpoint(String charset) throws IOException {
        assertFound(camel.send(
                VIDEO,
                file(
                        ("{\"url\":\"" + LINK + "\",\"note\":\"h\u00e9\"}").getBytes(Charset.forName(charset)),
                        "&charset=" + charset)));

        assertThat(camel.sandbox().calls()).hasSize(1);
    }

    static Stream<Arguments> rejectedTexts() {
        return Stream.of(
                arguments("tiktok", "neither a TikTok link, a video id nor an @handle"),
                arguments("look at " + LINK + " and " + LINK, "it holds whitespace"),
                arguments("", "nothing to look up"),
                arguments(" \n", "nothing to look up"),
                arguments("\uFEFF", "nothing to look up"),
                arguments("[\"" + LINK + "\"]", "neither a TikTok link, a video id nor an @handle"),
                arguments("{\"url\":\"" + LINK, "cannot be read as one"),
                arguments("{", "cannot be read as one"),
                arguments("{}", "nothing to look up"),
                arguments("{\"url\":\"" + LINK + "\"} {}", "cannot be read as one"),
                arguments("\"\\n\"", "nothing to look up"),
                arguments("\"" + LINK.replace("/", "\\/"), "starts like a JSON string but cannot be read as one"),
                arguments("\"" + LINK.replace("/", "\\q") + "\"", "escape 'q'"),
                arguments("\"\\n" + LINK + "\" \"" + LINK + "\"", "starts like a JSON string"),
                arguments("\"\\ntiktok\"", "neither a TikTok link, a video id nor an @handle"),
                arguments("\"{\\\"url\\\":\"", "starts like a JSON object but cannot be read as one"),
                arguments("\"{\\\"a\\\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}\"", "nesting depth"),
                arguments("\"" + "\\n".repeat(35_000) + LINK + "\"", "larger than 64 KiB"),
                arguments("{\"url\":[\"" + LINK + "\"]}", "body field url must be text or a whole number"),
                arguments("{\"url\":{\"a\":1}}", "body field url must be text or a whole number"),
                arguments("{\"url\":true}", "body field url must be text or a whole number"),
                arguments("{\"handle\":\"not a handle\"}", "body field handle"),
                arguments("{\"url\":\"" + LINK + "\",\"requestSource\":\"lower case\"}", "body field requestSource"),
                arguments("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}", "nesting depth"),
                arguments("{\"url\":\"" + LINK + "\",\"pad\":\"" + "x".repeat(70_000) + "\"}", "larger than 64 KiB"));
    }

    @ParameterizedTest
    @MethodSource("rejectedTexts")
    void bodyWithoutSubjectIsRejectedWithoutCallAndStaysReadable(String text, String reason) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        List<Object> bodies = List.of(
                text,
                bytes,
                new ByteArrayInputStream(bytes),
                new InputStreamCache(bytes),
                new ReaderCache(text),
                file(bytes, ""));
        for (Object body : bodies) {
            Exchange answer = camel.send(VIDEO, body);

            assertThat(rejection(answer)).contains(reason);
            if (body instanceof String || body instanceof Reader) {
                // Camel encodes text to bytes in the platform charset, which can lack characters.
                assertThat(answer.getMessage().getBody(String.class)).isEqualTo(text);
            } else {
                assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void largeTextIsRejectedWithShortMessage() {
        assertThat(rejection(camel.send(VIDEO, "x".repeat(1_000_000)))).hasSizeLessThan(300);
        assertThat(rejection(camel.send(VIDEO, new byte[1_000_000]))).contains("larger than 64 KiB");
        assertThat(rejection(camel.send(VIDEO, new ByteArrayInputStream(new byte[1_000_000]))))
                .contains("larger than 64 KiB");
    }

    @Test
    void largeStreamIsReadOnlyAtStart() throws IOException {
        byte[] bytes = "x".repeat(1_000_000).getBytes(UTF_8);
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes);

        Exchange answer = camel.send(VIDEO, stream);

        assertThat(rejection(answer)).contains("larger than 64 KiB");
        assertThat(stream.available()).isGreaterThan(900_000);
        assertThat(answer.getMessage().getBody(InputStream.class).readAllBytes())
                .isEqualTo(bytes);
    }

    @Test
    void streamCacheIsReadableAfterLookup() throws IOException {
        InputStreamCache body = new InputStreamCache(LINK.getBytes(UTF_8));

        Exchange answer = camel.send(VIDEO, body);

        assertFound(answer);
        assertThat(body.readAllBytes()).isEqualTo(LINK.getBytes(UTF_8));
        assertThat(answer.getMessage().getBody()).isNotInstanceOf(StreamCache.class);
    }

    @Test
    void malformedBytesAreRejected() {
        byte[] latin = ("{\"url\":\"" + LINK + "\",\"note\":\"h\u00e9\"}").getBytes(ISO_8859_1);

        assertThat(rejection(camel.send(VIDEO, latin))).contains("the body is not text in UTF-8");
        assertThat(rejection(camel.send(VIDEO, new ByteArrayInputStream(latin))))
                .contains("not text in UTF-8");
        assertThat(rejection(camel.send(VIDEO, LINK.getBytes(UTF_16)))).contains("not text in UTF-8");
    }

    @Test
    void unknownCharsetIsRejectedByName() {
        assertThat(rejection(camel.send(VIDEO, LINK.getBytes(UTF_8), Map.of(Exchange.CHARSET_NAME, "klingon\n8"))))
                .contains("the charset of the body is unknown to this JVM: klingon 8");
    }

    @Test
    void mapWithIncomparableKeysNamesNoSubject() {
        assertThat(rejection(camel.send(VIDEO, new TreeMap<>(Map.of(1, LINK))))).contains("nothing to look up");
    }

    @Test
    void treeDeeperThanStackIsAccepted() {
        ObjectNode deep = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 50_000; i++) {
            ObjectNode around = JsonNodeFactory.instance.objectNode();
            around.set("a", deep);
            deep = around;
        }

        assertFound(camel.send(VIDEO, deep.put("url", LINK)));
    }

    @Test
    void bodyOfOtherTypeIsRejected() {
        assertThat(rejection(camel.send(VIDEO, Instant.EPOCH)))
                .contains("nothing to look up", "which is of type java.time.Instant");
        assertThat(rejection(camel.send(VIDEO, new LinkedHashMap<>()))).contains("nothing to look up");
        assertThat(rejection(camel.send(VIDEO, true))).contains("nothing to look up");
        assertThat(rejection(
                        camel.send(VIDEO, JsonNodeFactory.instance.arrayNode().add(LINK))))
                .contains("nothing to look up");
    }

    @Test
    void brokenStreamIsRejected() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThat(rejection(camel.send(VIDEO, broken))).contains("the body could not be read: the disk is gone");
    }

    @Test
    void deletedFileIsRejected() throws IOException {
        WrappedFile<?> file = file(LINK.getBytes(UTF_8), "");
        Files.delete(folder.resolve("body"));

        assertThat(rejection(camel.send(VIDEO, file))).contains("the body could not be read");
    }

    /** Returns a file from the file component; {@code noop} keeps it in place. */
    private WrappedFile<?> file(byte[] content, String options) throws IOException {
        Files.write(folder.resolve("body"), content);
        try (ConsumerTemplate files = camel.context().createConsumerTemplate()) {
            return files.receiveBody(
                    folder.toUri() + "?noop=true&idempotent=false&initialDelay=0" + options, 10_000, WrappedFile.class);
        }
    }

    private static void assertFound(Exchange answer) {
        assertThat(answer.getException()).isNull();
    }

    private static String rejection(Exchange answer) {
        assertThat(answer.getException()).isInstanceOf(TikTokInvalidRequestException.class);
        assertThat(camel.sandbox().calls()).as("calls").isEmpty();
        return answer.getException().getMessage();
    }
}
