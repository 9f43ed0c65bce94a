package io.github.cameltiktok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.sandbox.ProviderCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resolution of the request source, and its transfer to Dumpling AI and to the next step of the route. */
final class RequestSourceTest {

    private static final String VIDEO = "tiktok:video?provider=dumplingai";
    private static final String ID = "7321234567890123456";

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ZAPIER, N8N, MAKE_DOT_COM, ZAPIER",
                "-, N8N, MAKE_DOT_COM, N8N",
                "' ', N8N, MAKE_DOT_COM, N8N",
                "-, -, MAKE_DOT_COM, MAKE_DOT_COM",
                "-, -, ' ', API",
                "-, -, -, API",
                "a.b-C_9, -, -, -",
                "A.B-C_9, -, -, A.B-C_9",
            })
    void headerOverridesOptionAndOptionOverridesBody(String header, String option, String field, String expected)
            throws Exception {
        Exchange answer = camel.send(VIDEO + (option == null ? "" : "&requestSource=" + option), exchange -> {
            exchange.getMessage()
                    .setBody(field == null ? Map.of("video_id", ID) : Map.of("video_id", ID, "requestSource", field));
            if (header != null) {
                exchange.getMessage().setHeader(TikTokHeaders.REQUEST_SOURCE, header);
            }
        });

        if (expected == null) {
            assertThat(answer.getException())
                    .isInstanceOf(TikTokInvalidRequestException.class)
                    .hasMessageContaining("header CamelTikTokRequestSource")
                    .hasMessageContaining(header);
            assertThat(camel.sandbox().calls()).isEmpty();
        } else {
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(TikTokHeaders.REQUEST_SOURCE))
                    .isEqualTo(expected);
            assertThat(new ObjectMapper()
                            .readTree(camel.sandbox().calls().get(0).body())
                            .path("requestSource")
                            .asText())
                    .isEqualTo(expected);
        }
    }

    @Test
    void componentOptionIsDefault() {
        camel.context()
                .getComponent("tiktok", TikTokComponent.class)
                .getConfiguration()
                .setRequestSource("COMPANY");
        try {
            camel.send(VIDEO + "&connectTimeout=4999", ID);
            camel.send(VIDEO + "&connectTimeout=4999", Map.of("video_id", ID, "requestSource", "ZAPIER"));
            camel.send(VIDEO + "&connectTimeout=4999&requestSource=N8N", ID);
        } finally {
            camel.context()
                    .getComponent("tiktok", TikTokComponent.class)
                    .getConfiguration()
                    .setRequestSource(null);
        }

        assertThat(camel.sandbox().calls())
                .extracting(ProviderCall::body)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"requestSource\":\"COMPANY\""),
                        second -> assertThat(second).contains("\"requestSource\":\"ZAPIER\""),
                        third -> assertThat(third).contains("\"requestSource\":\"N8N\""));
    }

    @Test
    void bodyIsIgnoredIfHeaderOrOptionNamesSubject() {
        camel.send(VIDEO + "&videoId=" + ID, Map.of("requestSource", "N8N"));
        camel.send(VIDEO, Map.of("requestSource", "N8N"), Map.of(TikTokHeaders.VIDEO_ID, ID));
        camel.send(VIDEO + "&videoId=" + ID, "{\"requestSource\": \"no token\"}");
        InputStream stream = new ByteArrayInputStream("{\"requestSource\": \"N8N\"}".getBytes(UTF_8));
        camel.send(VIDEO + "&videoId=" + ID, stream);

        assertThat(camel.sandbox().calls()).hasSize(4).allSatisfy(call -> assertThat(call.body())
                .contains("\"requestSource\":\"API\""));
        assertThat(stream).hasContent("{\"requestSource\": \"N8N\"}");
    }

    @Test
    void requestSourceIsSentOnlyToProvidersThatAcceptIt() {
        camel.send("tiktok:video?provider=peekalink&requestSource=ZAPIER", ID);

        assertThat(camel.sandbox().calls().get(0).body()).doesNotContain("ZAPIER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zapier",
                "A B",
                "Z\u00dcRICH",
                "A/B",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void invalidTokenInOptionIsRejected(String token) {
        assertThatThrownBy(() -> camel.context().getEndpoint(VIDEO + "&requestSource=" + token))
                .rootCause()
                .hasMessageContaining("option requestSource must be 1 to 64 of the characters A-Z, 0-9")
                .hasMessageContaining("but was '" + token + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zapier", "A\nB", "A\u0000"})
    void invalidTokenInMessageIsRejectedWithoutCall(String token) {
        Exchange header = camel.send(VIDEO, ID, Map.of(TikTokHeaders.REQUEST_SOURCE, token));
        Exchange body = camel.send(VIDEO, Map.of("video_id", ID, "requestSource", token));

        assertThat(header.getException())
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageContaining("header CamelTikTokRequestSource must be 1 to 64");
        assertThat(body.getException())
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageContaining("body field requestSource must be 1 to 64");
        assertThat(header.getException().getMessage()).doesNotContain("\n", "\u0000");
        assertThat(camel.sandbox().calls()).isEmpty();
    }
}
