package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderRequestsTest {

    private static final String VIDEO_LINK = "https://www.tiktok.com/@tiktok/video/7516594811734854943";
    private static final String LINK_WITHOUT_HANDLE = "https://www.tiktok.com/@_/video/7516594811734854943";
    private static final String SHORT_LINK = "https://vm.tiktok.com/ZMhKxyz/";

    @Test
    void valuesOfJsonBodyAreEscaped() {
        assertThat(ProviderRequest.postJson("/", "link", "a\"b\\c\n", "requestSource", "\u0001é"))
                .isEqualTo(ProviderRequest.post("/", "{\"link\":\"a\\\"b\\\\c\\n\",\"requestSource\":\"\\u0001é\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://www.tiktok.com/@tiktok/video/7516594811734854943?is_from_webapp=1  | video_id=7516594811734854943
                    https://www.tiktok.com/@tiktok/photo/7516594811734854943                   | video_id=7516594811734854943
                    https://m.tiktok.com/v/7516594811734854943.html                            | video_id=7516594811734854943
                    7516594811734854943                                                        | video_id=7516594811734854943
                    https://vm.tiktok.com/ZMhKxyz/                                             | url=https%3A%2F%2Fvm.tiktok.com%2FZMhKxyz%2F
                    https://www.tiktok.com/t/ZTd9xQK2p                                         | url=https%3A%2F%2Fwww.tiktok.com%2Ft%2FZTd9xQK2p
                    """)
    void apiDirectSendsIdOfPostOrShortLink(String subject, String query) {
        assertThat(Lookup.APIDIRECT_VIDEO.request(subject, "ZAPIER"))
                .isEqualTo(new ProviderRequest("GET", "/v1/tiktok/video?" + query, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Khaby.Lame", "https://www.tiktok.com/@khaby.lame?lang=en", "www.tiktok.com/@khaby.lame/"})
    void apiDirectSendsHandleOfCreator(String subject) {
        assertThat(Lookup.APIDIRECT_USER.request(subject, "ZAPIER"))
                .isEqualTo(new ProviderRequest("GET", "/v1/tiktok/user?username=khaby.lame", null));
    }

    @ParameterizedTest
    @CsvSource({
        VIDEO_LINK + "," + VIDEO_LINK,
        "https://www.tiktok.com/@tiktok/photo/7516594811734854943?_r=1," + VIDEO_LINK,
        "https://www.tiktok.com/embed/v2/7516594811734854943," + LINK_WITHOUT_HANDLE,
        "7516594811734854943," + LINK_WITHOUT_HANDLE,
        SHORT_LINK + "," + SHORT_LINK
    })
    void dumplingAiSendsVideoFormOfAnyLink(String subject, String link) {
        assertThat(Lookup.DUMPLINGAI_VIDEO.request(subject, "MAKE_DOT_COM"))
                .isEqualTo(new ProviderRequest(
                        "POST",
                        "/api/v1/get-tiktok-video",
                        "{\"url\":\"" + link + "\",\"requestSource\":\"MAKE_DOT_COM\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Khaby.Lame", "https://www.tiktok.com/@khaby.lame?lang=en"})
    void dumplingAiSendsHandleOfCreator(String subject) {
        assertThat(Lookup.DUMPLINGAI_USER.request(subject, "API"))
                .isEqualTo(new ProviderRequest(
                        "POST", "/api/v1/get-tiktok-profile", "{\"handle\":\"khaby.lame\",\"requestSource\":\"API\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        VIDEO_LINK + "," + VIDEO_LINK,
        "https://www.tiktok.com/@tiktok/photo/7516594811734854943," + VIDEO_LINK,
        "7516594811734854943," + LINK_WITHOUT_HANDLE,
        SHORT_LINK + "," + SHORT_LINK
    })
    void peekalinkSendsOnlyLinkOfPost(String subject, String link) {
        assertThat(Lookup.PEEKALINK_VIDEO.request(subject, "ZAPIER"))
                .isEqualTo(new ProviderRequest("POST", "/", "{\"link\":\"" + link + "\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "@Khaby.Lame,https://www.tiktok.com/@khaby.lame",
        "https://www.tiktok.com/@khaby.lame?lang=en,https://www.tiktok.com/@khaby.lame",
        SHORT_LINK + "," + SHORT_LINK
    })
    void peekalinkSendsOnlyLinkOfCreator(String subject, String link) {
        assertThat(Lookup.PEEKALINK_USER.request(subject, "ZAPIER"))
                .isEqualTo(new ProviderRequest("POST", "/", "{\"link\":\"" + link + "\"}"));
    }

    @ParameterizedTest
    @EnumSource(names = {"APIDIRECT_USER", "DUMPLINGAI_USER"})
    void unsupportedShortLinkReasonNamesSupportingProvider(Lookup lookup) {
        assertThat(lookup.supports(SHORT_LINK)).isFalse();
        assertThat(lookup.whyUnsupported(SHORT_LINK)).contains("peekalink").contains(SHORT_LINK);
    }

    /** The option is validated elsewhere. Any value must be escaped here. */
    @ParameterizedTest
    @ValueSource(strings = {"API", "N8N", "my-tool_1.0", "a\"b\\c"})
    void requestSourceIsEscapedAsJson(String requestSource) {
        String body = Lookup.DUMPLINGAI_VIDEO.request(VIDEO_LINK, requestSource).jsonBody();

        assertThat(Responses.json(body).path("requestSource").textValue()).isEqualTo(requestSource);
        assertThat(Responses.json(body)).hasSize(2);
    }

    @Test
    void queryParameterIsFormEncoded() {
        assertThat(ProviderRequest.get("/p", "q", "a b&c=d/é#").path()).isEqualTo("/p?q=a+b%26c%3Dd%2F%C3%A9%23");
    }

    static Stream<Arguments> providers() {
        return Stream.of(
                Arguments.of(
                        new ApiDirect(),
                        "apidirect",
                        "https://apidirect.io",
                        "X-API-Key",
                        "k-1",
                        3,
                        new Price(new BigDecimal("0.006"), "USD"),
                        new ProviderRequest("GET", "/v1/time", null)),
                Arguments.of(
                        new DumplingAi(),
                        "dumplingai",
                        "https://app.dumplingai.com",
                        "Authorization",
                        "Bearer k-1",
                        100,
                        new Price(BigDecimal.TEN, "credit"),
                        new ProviderRequest("GET", "/api/v2/balance", null)),
                Arguments.of(
                        new Peekalink(),
                        "peekalink",
                        "https://api.peekalink.io",
                        "Authorization",
                        "Bearer k-1",
                        100,
                        null,
                        null));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void providerHasDocumentedAddressLimitAndHeader(
            TikTokProvider provider,
            String name,
            String address,
            String header,
            String value,
            int concurrent,
            Price price,
            ProviderRequest keyCheck) {
        assertThat(provider.name()).isEqualTo(name);
        assertThat(provider.defaultBaseUrl()).hasToString(address);
        assertThat(provider.authorization("k-1")).isEqualTo(new SecretHeader(header, value));
        assertThat(provider.maxConcurrentRequests()).isEqualTo(concurrent);
        assertThat(provider.video().price()).isEqualTo(price);
        assertThat(provider.user().price()).isEqualTo(price);
        assertThat(provider.keyCheck()).isEqualTo(keyCheck);
        assertThat(provider.video()).isNotNull().isSameAs(provider.video());
        assertThat(provider.user()).isNotNull().isSameAs(provider.user());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void toStringMasksApiKey(TikTokProvider provider, String name, String address, String header) {
        assertThat(provider.authorization("top-secret")).hasToString(header + ": xxxxxx");
    }

    @ParameterizedTest
    @CsvSource({"0.006 USD, 0.006, USD", "'  10   credit ', 10, credit", "0 USD, 0, USD"})
    void priceIsReadFromAmountAndUnit(String text, BigDecimal amount, String unit) {
        assertThat(Price.parse(text)).isEqualTo(new Price(amount, unit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0.006", "USD", "-1 USD", "1,5 USD", "1e3 USD", "$0.006", "1 USD per call", "1 US$", ".5 USD"
            })
    void textThatIsNoPriceIsRejected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Price.parse(text))
                .withMessage("must be an amount and a unit, as in 0.006 USD, but was '" + text + "'");
    }
}
