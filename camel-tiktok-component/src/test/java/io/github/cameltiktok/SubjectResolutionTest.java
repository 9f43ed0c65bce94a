package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The subject of a lookup: headers override options, options override the body, and conflicts are rejected. */
final class SubjectResolutionTest {

    private static final String VIDEO = "tiktok:video?provider=apidirect";
    private static final String USER = "tiktok:user?provider=apidirect";
    private static final String ID = "7516594811734854943";
    private static final String OTHER_ID = "7321234567890123456";
    private static final String LINK = "https://www.tiktok.com/@tiktok/video/" + ID;

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @ParameterizedTest
    @CsvSource({
        "CamelTikTokUrl, https://www.tiktok.com/@tiktok/video/7516594811734854943",
        "CamelTikTokUrl, 7516594811734854943",
        "CamelTikTokVideoId, 7516594811734854943",
        "cameltiktokvideoid, 7516594811734854943",
    })
    void headerOverridesOptionAndBody(String header, String value) {
        assertFound(camel.send(VIDEO + "&videoId=" + OTHER_ID, "7321234567890123457", Map.of(header, value)));

        assertThat(calledPath()).isEqualTo("/v1/tiktok/video?video_id=" + ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"url=" + LINK, "videoId=" + ID, "video_id=" + ID, "url=" + ID, "video_id=" + ID + "&url=" + LINK
            })
    void optionOverridesBody(String option) {
        assertFound(camel.send(VIDEO + "&" + option, OTHER_ID));

        assertThat(calledPath()).isEqualTo("/v1/tiktok/video?video_id=" + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"khaby.lame", "@khaby.lame", "@Khaby.Lame", " khaby.lame "})
    void handleIsAcceptedWithAndWithoutAtSign(String handle) {
        assertFound(camel.send(USER, null, Map.of(TikTokHeaders.HANDLE, handle)));
        assertFound(camel.send(USER + "&handle=" + handle.strip(), null));
        assertFound(camel.send(USER, Map.of("handle", handle)));
        assertFound(camel.send(USER, Map.of("username", handle)));

        assertThat(camel.sandbox().calls()).hasSize(4).allSatisfy(call -> assertThat(call.path())
                .isEqualTo("/v1/tiktok/user?username=khaby.lame"));
    }

    @Test
    void videoIdAcceptsWholeNumbers() {
        assertFound(camel.send(VIDEO, Long.valueOf(ID)));
        assertFound(camel.send(VIDEO, new BigInteger(ID)));
        assertFound(camel.send(VIDEO, null, Map.of(TikTokHeaders.VIDEO_ID, Long.valueOf(ID))));
        assertFound(camel.send(VIDEO, Map.of("video_id", Long.valueOf(ID))));
        assertFound(camel.send(VIDEO, Map.of("video_id", new BigDecimal(ID))));
        assertFound(camel.send(VIDEO, Map.of("video_id", new BigDecimal(ID + ".00"))));
        assertFound(camel.send(VIDEO, Map.of("video_id", new AtomicLong(Long.parseLong(ID)))));
        assertFound(camel.send(VIDEO, null, Map.of(TikTokHeaders.VIDEO_ID, new BigDecimal(ID))));
        assertFound(camel.send(VIDEO, new BigDecimal(ID)));
        assertFound(camel.send(VIDEO, JsonNodeFactory.instance.numberNode(new BigDecimal(ID))));
        assertFound(camel.send(VIDEO, JsonNodeFactory.instance.objectNode().put("videoId", new BigDecimal(ID))));
        assertFound(camel.send(VIDEO, "{\"video_id\":" + ID + "}"));
        assertFound(camel.send(VIDEO, JsonNodeFactory.instance.objectNode().put("videoId", Long.valueOf(ID))));
        assertFound(camel.send(VIDEO, JsonNodeFactory.instance.numberNode(Long.valueOf(ID))));

        assertThat(camel.sandbox().calls()).hasSize(14).allSatisfy(call -> assertThat(call.path())
                .endsWith("video_id=" + ID));
    }

    @Test
    void videoIdAsDoubleIsRejected() {
        assertThat(rejection(camel.send(VIDEO, Map.of("videoId", Double.valueOf(ID)))))
                .contains("body field videoId", "must be text or a whole number", "Double");
        assertThat(rejection(camel.send(VIDEO, "{\"videoId\": 7.5e18}"))).contains("body field videoId", "Double");
        assertThat(rejection(camel.send(VIDEO, Double.valueOf(ID))))
                .contains("the body must be text or a whole number", "E18", "Double", "Send ids as text");
    }

    static Stream<Number> inexactNumbers() {
        return Stream.of(
                new BigDecimal("7.516594811734855E18"),
                new BigDecimal("1.5"),
                new BigDecimal("1E+999999999"),
                new BigDecimal("1E-999999999"),
                9_007_199_254_740_992d,
                16_777_216f,
                1.5f,
                Double.NaN,
                Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("inexactNumbers")
    void inexactNumberIsRejected(Number number) {
        assertThat(rejection(camel.send(VIDEO, Map.of("video_id", number))))
                .contains("body field video_id must be text or a whole number");
        assertThat(rejection(camel.send(VIDEO, null, Map.of(TikTokHeaders.VIDEO_ID, number))))
                .contains("header CamelTikTokVideoId must be text or a whole number");
        assertThat(rejection(camel.send(VIDEO, number))).contains("the body must be text or a whole number");
    }

    @ParameterizedTest
    @ValueSource(doubles = {7d, 9_007_199_254_740_991d})
    void exactDoubleIsAccepted(double number) {
        assertFound(camel.send(VIDEO, Map.of("video_id", number)));

        assertThat(calledPath()).endsWith("video_id=" + (long) number);
    }

    @Test
    void conflictingHeadersAreRejected() {
        Exchange answer = camel.send(VIDEO, null, Map.of(TikTokHeaders.URL, LINK, TikTokHeaders.VIDEO_ID, OTHER_ID));

        assertThat(rejection(answer))
                .contains("two different subjects", "header CamelTikTokUrl", ID, "header CamelTikTokVideoId", OTHER_ID);
    }

    @Test
    void conflictingBodyFieldsAreRejected() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("link", LINK);
        body.put("video_id", OTHER_ID);

        assertThat(rejection(camel.send(VIDEO, body)))
                .contains("two different subjects", "body field link", ID, "body field video_id", OTHER_ID);
    }

    @Test
    void duplicateJsonFieldIsRejected() {
        assertThat(rejection(camel.send(VIDEO, "{\"url\":\"" + LINK + "\",\"url\":\"" + OTHER_ID + "\"}")))
                .contains("Duplicate field 'url'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiktok:video?provider=apidirect&videoId=" + OTHER_ID + "&url=" + LINK,
                "tiktok:video?provider=apidirect&videoId=" + OTHER_ID + "&video_id=" + ID,
                "tiktok:user?provider=apidirect&handle=khaby.lame&url=https://www.tiktok.com/@zachking",
            })
    void conflictingOptionsFailStart(String uri) {
        assertThatThrownBy(() -> camel.context().getEndpoint(uri))
                .rootCause()
                .hasMessageContaining("two different subjects")
                .hasMessageMatching(
                        uri.contains("user") ? ".*zachking.*khaby.lame.*" : "(?=.*" + ID + ").*" + OTHER_ID + ".*");
    }

    @Test
    void sameSubjectInSeveralFormsIsAccepted() {
        assertFound(camel.send(
                VIDEO + "&videoId=" + ID + "&url=" + LINK,
                null,
                Map.of(TikTokHeaders.URL, "https://m.tiktok.com/v/" + ID + ".html", TikTokHeaders.VIDEO_ID, ID)));
        assertFound(camel.send(VIDEO, Map.of("url", LINK, "link", LINK + "?lang=en", "video_id", ID, "videoId", ID)));
        assertFound(camel.send(USER, Map.of("handle", "@khaby.lame", "username", "Khaby.Lame")));

        assertThat(camel.sandbox().calls()).hasSize(3);
    }

    @Test
    void blankFieldsAndHeadersAreIgnored() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("url", "");
        fields.put("link", null);
        fields.put("videoId", " ");
        fields.put("video_id", ID);

        assertFound(camel.send(VIDEO, fields, Map.of(TikTokHeaders.URL, "", TikTokHeaders.VIDEO_ID, "  ")));

        assertThat(calledPath()).endsWith(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "videoId", "video_id"})
    void emptyOptionDoesNotFallBackToBody(String option) throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic-" + option).toD(VIDEO + "&" + option + "=${header.id}");
            }
        });

        assertThat(rejection(camel.send("direct:dynamic-" + option, OTHER_ID)))
                .contains("option " + option + " is empty, and no header names a subject", "Remove the option");
        assertFound(camel.send("direct:dynamic-" + option, OTHER_ID, Map.of("id", ID)));
        assertFound(camel.send("direct:dynamic-" + option, OTHER_ID, Map.of(TikTokHeaders.VIDEO_ID, ID)));

        assertThat(camel.sandbox().calls()).hasSize(2).allSatisfy(call -> assertThat(call.path())
                .endsWith(ID));
    }

    @Test
    void emptyOptionIsIgnoredIfAnotherNamesSubject() {
        assertFound(camel.send(VIDEO + "&url=&videoId=" + ID, OTHER_ID));

        assertThat(calledPath()).endsWith(ID);
    }

    @Test
    void profileIsRejectedByVideoEndpointWithoutCall() {
        String profile = "https://www.tiktok.com/@khaby.lame";

        assertThat(rejection(camel.send(VIDEO, profile)))
                .contains("tiktok:video cannot look up " + profile, "use tiktok:user");
        assertThat(rejection(camel.send(VIDEO, "@khaby.lame"))).contains("use tiktok:user");
        assertThat(rejection(camel.send(VIDEO, null, Map.of(TikTokHeaders.HANDLE, "khaby.lame"))))
                .contains("use tiktok:user");
    }

    @Test
    void videoIsRejectedByUserEndpointWithoutCall() {
        assertThat(rejection(camel.send(USER, LINK)))
                .contains("tiktok:user cannot look up " + LINK, "use tiktok:video");
        assertThat(rejection(camel.send(USER, ID))).contains("use tiktok:video");
        assertThat(rejection(camel.send(USER, Map.of("videoId", ID)))).contains("use tiktok:video");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiktok:video?provider=apidirect&url=https://www.tiktok.com/@khaby.lame",
                "tiktok:user?provider=apidirect&url=" + LINK,
                "tiktok:video?provider=apidirect&handle=khaby.lame",
                "tiktok:user?provider=apidirect&videoId=" + ID,
                "tiktok:user?provider=apidirect&video_id=" + ID,
            })
    void optionOfOtherResourceFailsStart(String uri) {
        assertThatThrownBy(() -> camel.context().getEndpoint(uri))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("tiktok:video", "tiktok:user");
    }

    @Test
    void shortLinkIsAcceptedByBothEndpoints() {
        Exchange video = camel.send(VIDEO, "https://vm.tiktok.com/ZMabc123/");
        camel.send(USER, "https://vm.tiktok.com/ZMabc123/");

        assertFound(video);
        assertThat(camel.sandbox().calls()).extracting(call -> call.path()).allSatisfy(path -> assertThat(path)
                .contains("url=https%3A%2F%2Fvm.tiktok.com%2FZMabc123"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tiktok.com.evil.com/@tiktok/video/" + ID,
                "https://eviltiktok.com/@tiktok/video/" + ID,
                "https://www.tiktok.com@evil.com/@tiktok/video/" + ID,
                "https://www.tiktok.com:8443/@tiktok/video/" + ID,
                "https://www.tiktok.com\\@evil.com/video/" + ID,
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data",
                "javascript:alert(1)",
            })
    void hostileLinkIsRejectedWithoutCall(String link) {
        assertThat(rejection(camel.send(VIDEO, link))).contains("is refused");
        assertThat(rejection(camel.send(VIDEO, Map.of("url", link)))).contains("body field url", "is refused");
        assertThat(rejection(camel.send(VIDEO, ID, Map.of(TikTokHeaders.URL, link))))
                .contains("header CamelTikTokUrl", "is refused");
    }

    @Test
    void missingSubjectIsRejectedWithRemedy() {
        assertThat(rejection(camel.send(VIDEO, null)))
                .contains("nothing to look up", "CamelTikTokUrl", "videoId", "username", "which is empty");
        assertThat(rejection(camel.send(VIDEO, List.of(LINK)))).contains("nothing to look up");
        assertThat(rejection(camel.send(VIDEO, Map.of("text", LINK)))).contains("nothing to look up");
    }

    @Test
    void problemOmitsAdvice() {
        assertThat(problem(camel.send(VIDEO, null)))
                .isEqualTo("nothing to look up in the body, which is empty. Nothing was sent.");
        assertThat(problem(camel.send(VIDEO, new byte[0])))
                .isEqualTo("nothing to look up in the body, which is of type byte[]. Nothing was sent.");
        assertThat(problem(camel.send(VIDEO, "@khaby.lame")))
                .isEqualTo("tiktok:video cannot look up https://www.tiktok.com/@khaby.lame, which is a user."
                        + " Nothing was sent.");
        assertThat(problem(camel.send(VIDEO, "a cat")))
                .isEqualTo("The link \"a cat\" is refused: it holds whitespace. Nothing was sent.");
    }

    @Test
    void headerOfOtherTypeIsRejected() {
        assertThat(rejection(camel.send(VIDEO, null, Map.of(TikTokHeaders.VIDEO_ID, List.of(ID)))))
                .contains("header CamelTikTokVideoId", "must be text or a whole number");
    }

    private static void assertFound(Exchange answer) {
        assertThat(answer.getException()).isNull();
    }

    private static String problem(Exchange answer) {
        return ((TikTokInvalidRequestException) answer.getException()).problem();
    }

    private static String rejection(Exchange answer) {
        assertThat(answer.getException()).isInstanceOf(TikTokInvalidRequestException.class);
        assertThat(camel.sandbox().calls()).as("calls").isEmpty();
        assertThat(answer.getException()).message().endsWith("Nothing was sent.");
        return answer.getException().getMessage();
    }

    private static String calledPath() {
        assertThat(camel.sandbox().calls()).hasSize(1);
        return camel.sandbox().calls().get(0).path();
    }
}
