package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.sandbox.ProviderCall;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lookup results survive serialization by persistent repositories and JMS brokers. */
final class ResultSerializationTest {

    private static final String ID = "7321234567890123456";
    private static final String VIDEO = "tiktok:video?provider=apidirect&outputFormat=";

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @ParameterizedTest
    @CsvSource({"tiktok:video, 7321234567890123456", "tiktok:user, @khaby.lame"})
    void recordIsSerializedAsJson(String uri, String subject) {
        Exchange answer = camel.send(uri + "?provider=apidirect", subject);
        TikTokRecord expected = answer.getMessage().getBody(TikTokRecord.class);

        Message stored = SerializedExchange.copyOf(answer).getMessage();

        assertThat(stored.getBody()).isEqualTo(TikTokJson.text(expected));
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputFormat.class,
            names = {"MAP", "JSON", "RAW"})
    void otherFormatsAreSerializedUnchanged(OutputFormat format) {
        Exchange answer = camel.send(VIDEO + format, ID);

        assertThat(SerializedExchange.copyOf(answer).getMessage().getBody())
                .isNotNull()
                .isEqualTo(answer.getMessage().getBody());
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void deserializedResultIsNotNextSubject(OutputFormat format) {
        Exchange stored = SerializedExchange.copyOf(camel.send(VIDEO + format, ID));

        camel.send("tiktok:user?provider=apidirect", next -> next.setMessage(stored.getMessage()));

        assertThat(camel.sandbox().calls())
                .extracting(ProviderCall::path)
                .containsExactly("/v1/tiktok/video?video_id=" + ID, "/v1/tiktok/user?username=zoe.travels");
    }

    @Test
    void resultSerializedTwiceIsNotNextSubject() {
        Exchange stored = SerializedExchange.copyOf(SerializedExchange.copyOf(camel.send(VIDEO + "pojo", ID)));

        camel.send("tiktok:user?provider=apidirect", next -> next.setMessage(stored.getMessage()));

        assertThat(camel.sandbox().calls()).extracting(ProviderCall::resource).containsExactly("video", "user");
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void bodySetAfterDeserializationIsNextSubject(OutputFormat format) {
        Exchange stored = SerializedExchange.copyOf(camel.send(VIDEO + format, ID));
        stored.getMessage().setBody("{\"handle\":\"some.cook\"}");

        camel.send("tiktok:user?provider=apidirect", next -> next.setMessage(stored.getMessage()));

        assertThat(camel.sandbox().calls().get(1).path()).endsWith("username=some.cook");
    }

    @Test
    void selfReferencingMapKeepsLookupHeader() {
        Exchange answer = camel.send(VIDEO + "map", ID);
        @SuppressWarnings("unchecked")
        Map<String, Object> map = answer.getMessage().getBody(Map.class);
        map.put("self", map);

        assertThat(answer.getMessage().getHeader(TikTokHeaders.LOOKUP, String.class))
                .contains("CamelTikTokVideoId=" + ID)
                .doesNotContain("BODY");
    }
}
