package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenAnswersTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension(
            SandboxOptions.defaults().withClock(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC)));

    private static final String ID = "7311111111111111111";

    private HttpResponse<byte[]> provoke(BrokenAnswer broken, String provider) {
        return new Client(sandbox.get()).withKey(broken.key()).video(provider, ID);
    }

    private HttpResponse<byte[]> whole(String provider) {
        return new Client(sandbox.get()).video(provider, ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void htmlKeyReturnsAProxysPage(String provider) {
        HttpResponse<byte[]> response = provoke(BrokenAnswer.HTML, provider);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(Client.text(response)).startsWith("<html>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void emptyKeyReturnsSuccessWithoutBody(String provider) {
        HttpResponse<byte[]> response = provoke(BrokenAnswer.EMPTY, provider);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(sandbox.get().billedCalls(provider)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void cutKeyReturnsTheStartOfTheAnswer(String provider) {
        byte[] cut = provoke(BrokenAnswer.CUT, provider).body();

        assertThat(whole(provider).body()).startsWith(cut);
        assertThatThrownBy(() -> new ObjectMapper().readTree(cut)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void notUtf8KeyReturnsInvalidUtf8(String provider) {
        byte[] body = provoke(BrokenAnswer.NOT_UTF8, provider).body();

        assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void deepKeyReturnsTenThousandLevels() {
        assertThat(Client.text(provoke(BrokenAnswer.DEEP, "apidirect"))).contains("[".repeat(10_000) + "]");
    }

    @Test
    void hugeKeyReturnsMoreThanFiveMebibytes() {
        assertThat(provoke(BrokenAnswer.HUGE, "dumplingai").body()).hasSizeGreaterThan(5 * 1024 * 1024);
    }

    @Test
    void wrongTypeKeyReturnsNoObjects() {
        assertThat(Client.json(provoke(BrokenAnswer.WRONG_TYPE, "apidirect"))
                        .get("video")
                        .isArray())
                .isTrue();
        assertThat(Client.json(provoke(BrokenAnswer.WRONG_TYPE, "dumplingai"))
                        .get("author")
                        .isObject())
                .isFalse();
        assertThat(Client.json(provoke(BrokenAnswer.WRONG_TYPE, "peekalink"))
                        .get("tiktokVideo")
                        .isObject())
                .isFalse();
    }

    @Test
    void foreignKeyReturnsUnrelatedJson() {
        assertThat(Client.text(provoke(BrokenAnswer.FOREIGN, "peekalink"))).isEqualTo("{\"hello\":\"world\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void resetKeyClosesTheConnection(String provider) {
        assertThatThrownBy(() -> provoke(BrokenAnswer.RESET, provider)).isInstanceOf(UncheckedIOException.class);
        assertThat(sandbox.get().billedCalls(provider)).isZero();
    }

    @Test
    void hangKeyOutlastsTheClientsTimeout() {
        HttpRequest request = new Client(sandbox.get())
                .withKey(BrokenAnswer.HANG.key())
                .apiDirectRequest("/v1/tiktok/video?video_id=1", Duration.ofSeconds(1))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.get().calls("apidirect")).isOne();
    }

    @ParameterizedTest
    @EnumSource(BrokenAnswer.class)
    void readmeListsTheKey(BrokenAnswer broken) throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("| `" + broken.key() + "` |");
    }
}
