package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that calls and their API key may be sent to. */
final class BaseUrlOptionTest {

    private static final String VIDEO = "tiktok:video?provider=apidirect";

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "https://api.example.com:8443/",
                "https://api.example.com/gateway/tiktok",
                "HTTPS://API.EXAMPLE.COM",
                "http://localhost:8080",
                "http://LOCALHOST/x",
                "http://127.0.0.1",
                "http://127.255.0.9:1",
                "http://[::1]:8080",
            })
    void httpsAndLoopbackAddressesAreAccepted(String address) {
        assertThatCode(() -> start(VIDEO + "&baseUrl=" + address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.example.com, must use https",
        "http://127.0.0.1.evil.com, must use https",
        "http://localhost.evil.com, must use https",
        "http://evil.com/127.0.0.1, must use https",
        "http://0.0.0.0, must use https",
        "http://10.0.0.1, must use https",
        "http://[::2], must use https",
        "http://2130706433, must use https",
        "https://marked-user:marked-password@api.example.com, must not hold a user name or password",
        "http://127.0.0.1@evil.com, must not hold a user name or password",
        "ftp://api.example.com, must be an http or https address",
        "file:///etc/passwd, must be an http or https address",
        "api.example.com, must be an http or https address",
        "//api.example.com, must be an http or https address",
        "https://api.example.com:99999, must have a port from 1 to 65535",
        "https://api.example.com:0, must have a port from 1 to 65535",
        "https://, must be an http or https address",
        "https://a b, must be an http or https address",
    })
    void otherAddressesFailStart(String address, String rule) {
        String uri = VIDEO + "&baseUrl=RAW(" + address + ")";
        assertThatThrownBy(() -> start(uri))
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageStartingWith("baseUrl " + rule)
                .message()
                .doesNotContain("marked");
    }

    @Test
    void httpAddressIsRejectedWithRemoteProxy() {
        String plain = VIDEO + "&baseUrl=http://localhost:8080&proxyPort=3128&proxyHost=";

        assertThatThrownBy(() -> start(plain + "proxy.example.com"))
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageContaining("would reach the proxy proxy.example.com in clear text");
        assertThatCode(() -> start(plain + "localhost")).doesNotThrowAnyException();
        assertThatCode(() -> start(plain + "proxy.example.com&allowInsecure=true"))
                .doesNotThrowAnyException();
        assertThatCode(() -> start(VIDEO + "&proxyPort=3128&proxyHost=proxy.example.com&baseUrl=https://example.com"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com?key=marked", "https://api.example.com/#marked"})
    void queryAndFragmentAreRejected(String address) {
        TikTokComponent component = camel.context().getComponent("tiktok", TikTokComponent.class);
        String before = component.getPeekalink().getBaseUrl();
        component.getPeekalink().setBaseUrl(address);
        try {
            assertThatThrownBy(() -> start("tiktok:video?provider=peekalink"))
                    .hasMessageStartingWith(
                            "baseUrl must end with the path, without '?' and '#', but was: https://api.example.com")
                    .hasMessageNotContaining("marked");
        } finally {
            component.getPeekalink().setBaseUrl(before);
        }
    }

    @Test
    void allowInsecureAcceptsRemoteHttpAddress() {
        assertThatCode(() -> start(VIDEO + "&allowInsecure=true&baseUrl=http://api.example.com"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> start(VIDEO + "&allowInsecure=true&baseUrl=ftp://api.example.com"))
                .hasMessageContaining("must be an http or https address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void documentedPathIsAppendedToPrefix(String end) {
        String address = camel.sandbox().baseUrl("apidirect") + end;

        Exchange answer = camel.send(VIDEO + "&baseUrl=" + address, "7516594811734854943");

        assertThat(answer.getException()).isNull();
        assertThat(camel.sandbox().calls().get(0).path()).startsWith("/v1/tiktok/video?");
    }

    @Test
    void endpointAddressOverridesProviderAddress() {
        camel.send(VIDEO + "&baseUrl=" + camel.sandbox().baseUrl("peekalink"), "7516594811734854943");

        assertThat(camel.sandbox().calls("apidirect")).isZero();
        assertThat(camel.sandbox().calls("peekalink")).isEqualTo(1);
    }

    @Test
    void addressWithoutProviderIsRejected() {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?baseUrl=https://api.example.com"))
                .rootCause()
                .hasMessage("option baseUrl is the address of one provider: set option provider as well");
    }

    private static void start(String uri) throws Exception {
        CamelContext context = camel.context();
        context.getEndpoint(uri).createProducer().start();
    }
}
