package io.github.cameltiktok.provider.peekalink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Schemas;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.Lookup;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeekalinkTest {

    private static final Lookup VIDEO = Lookup.PEEKALINK_VIDEO;
    private static final Lookup USER = Lookup.PEEKALINK_USER;
    private static final TikTokLink SHORT_LINK = TikTokLink.parse("https://vm.tiktok.com/ZMhKxyz/");

    @Test
    void rowNumbersAreNotUsedAsIds() {
        assertThat(VIDEO.json(VIDEO.sample()).findValuesAsText("id")).containsExactly("6768504823336815877");
        assertThat(USER.json(USER.sample()).findValuesAsText("id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://www.tiktok.com/@new.name/video/111 | https://www.tiktok.com/@zachking/video/222 | 111 | new.name
                    https://www.tiktok.com/@new.name/photo/111 | https://www.tiktok.com/@zachking/video/222 | 111 | new.name
                    https://example.com/login                  | https://www.tiktok.com/@zachking/video/222 | 222 | zachking
                    https://www.tiktok.com/                    | https://www.tiktok.com/@zachking/video/222 | 222 | zachking
                                                               | https://www.tiktok.com/@other/video/222    | 222 | other
                    https://www.tiktok.com/@_/video/111        |                                            | 111 | zachking
                    https://www.tiktok.com/@/video/111         |                                            | 111 | zachking
                    https://www.tiktok.com/@i/video/111        |                                            | 111 | zachking
                    https://www.tiktok.com/@107955/video/111   |                                            | 111 | zachking
                    https://m.tiktok.com/v/111.html            |                                            | 111 | zachking
                    https://vm.tiktok.com/ZMhKxyz/             | https://www.tiktok.com/@other/video/222    | 222 | other
                    https://example.com/                       | nonsense                                   |     | zachking
                                                               |                                            |     | zachking
                    """)
    void idAndHandleAreReadFromFinalLink(String redirectionUrl, String url, String id, String handle) {
        Sample sample = VIDEO.sample().without("/url");
        sample = redirectionUrl == null ? sample : sample.with("/redirectionUrl", '"' + redirectionUrl + '"');
        sample = url == null ? sample : sample.with("/url", '"' + url + '"');
        TikTokVideo video = new Peekalink().video().read(SHORT_LINK, sample.answer());

        assertThat(video.id()).isEqualTo(id);
        assertThat(video.author().handle()).isEqualTo(handle);
        assertThat(video.source().inferred().contains("author.handle")).isEqualTo(!handle.equals("zachking"));
        assertThat(video.source().inferred().contains("id")).isEqualTo(id != null);
        assertThat(Schemas.errors(video)).isEmpty();
    }

    @Test
    void requestedIdIsUsedIfResponseHasNone() {
        TikTokVideo video =
                (TikTokVideo) VIDEO.read(VIDEO.sample().without("/url").answer());

        assertThat(video.id()).isEqualTo("6768504823336815877");
        assertThat(video.source().inferred()).contains("id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://www.tiktok.com/@khaby.lame?lang=en | https://vm.tiktok.com/ZMhKxyz/     | khaby.lame | true
                                                               | https://www.tiktok.com/@khaby.lame | khaby.lame | true
                    https://example.com/login                  | https://www.tiktok.com/@khaby.lame | khaby.lame | true
                    https://www.tiktok.com/@KHABY              |                                    | khaby      | false
                                                               |                                    | khaby      | false
                    """)
    void handleOfCreatorIsReadFromFinalLink(String redirectionUrl, String url, String handle, boolean inferred) {
        Sample sample = USER.sample().without("/url");
        sample = redirectionUrl == null ? sample : sample.with("/redirectionUrl", '"' + redirectionUrl + '"');
        sample = url == null ? sample : sample.with("/url", '"' + url + '"');
        TikTokUser user = new Peekalink().user().read(SHORT_LINK, sample.answer());

        assertThat(user.handle()).isEqualTo(handle);
        assertThat(user.url()).isEqualTo("https://www.tiktok.com/@" + handle);
        assertThat(user.source().inferred().contains("handle")).isEqualTo(inferred);
    }

    @Test
    void requestedHandleIsUsedIfResponseHasNone() {
        TikTokUser user = (TikTokUser) USER.read(
                USER.sample().without("/url").without("/tiktokUser/username").answer());

        assertThat(user.handle()).isEqualTo("khaby.lame");
        assertThat(user.source().inferred()).contains("handle");
    }

    /** Only the link contains the author, so the handle is derived. */
    @Test
    void authorReadFromLinkIsMarkedAsDerived() {
        JsonNode json = VIDEO.json(VIDEO.sample().without("/tiktokVideo/user"));

        assertThat(json.path("author")).isEqualTo(Responses.json("""
                                {"handle": "zachking", "url": "https://www.tiktok.com/@zachking", "avatars": []}"""));
        assertThat(json.at("/source/inferred")).extracting(JsonNode::textValue).contains("author.handle", "author.url");
    }

    @Test
    void authorIsAbsentWithoutHandleAndFields() {
        Sample sample = VIDEO.sample()
                .without("/tiktokVideo/user")
                .with("/url", "\"https://www.tiktok.com/@_/video/6768504823336815877\"");

        assertThat(VIDEO.json(sample).has("author")).isFalse();
    }

    /** A counter that overflowed at 32 bits is kept; a negative one is unknown. */
    @Test
    void countersAreNotRepaired() {
        assertThat(VIDEO.json(VIDEO.sample()).at("/stats/plays").longValue()).isEqualTo(1994967296L);
        assertThat(VIDEO.json(VIDEO.sample().with("/tiktokVideo/playsCount", "-1994967296"))
                        .at("/stats/plays")
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"private,PRIVATE", "PUBLIC,PUBLIC", "Private,PRIVATE", "FRIENDS,"})
    void visibilityIsReadByName(String given, String visibility) {
        assertThat(USER.json(USER.sample().with("/tiktokUser/visibility", '"' + given + '"'))
                        .path("visibility")
                        .textValue())
                .isEqualTo(visibility);
        assertThat(VIDEO.json(VIDEO.sample().with("/tiktokVideo/user/visibility", '"' + given + '"'))
                        .at("/author/visibility")
                        .textValue())
                .isEqualTo(visibility);
    }

    @Test
    void previewOfOtherTypeIsNoRecord() {
        String message = "answered without a record: ";

        assertNoRecord(VIDEO, USER.sample(), message + "the link is of type TIKTOK_USER, not TIKTOK_VIDEO");
        assertNoRecord(USER, VIDEO.sample(), message + "the link is of type TIKTOK_VIDEO, not TIKTOK_USER");
        assertNoRecord(
                VIDEO,
                VIDEO.sample().with("/type", "\"PAGE\""),
                message + "the link is of type PAGE, not TIKTOK_VIDEO");
        assertNoRecord(
                USER,
                USER.sample().with("/type", "\"UNKNOWN\""),
                message + "the link is of type UNKNOWN, not TIKTOK_USER");
        assertNoRecord(VIDEO, VIDEO.sample().without("/type"), message + "the preview names no type, not TIKTOK_VIDEO");
        assertNoRecord(
                VIDEO, VIDEO.sample().with("/type", "{}"), message + "the preview names no type, not TIKTOK_VIDEO");
        assertNoRecord(VIDEO, VIDEO.sample().without("/ok"), message + "'ok' is not true");
        assertNoRecord(USER, USER.sample().with("/ok", "false"), message + "'ok' is not true");
        assertNoRecord(VIDEO, VIDEO.sample().with("/ok", "\"perhaps\""), message + "'ok' is not true");
        assertNoRecord(VIDEO, VIDEO.sample().without("/tiktokVideo"), message + "'tiktokVideo' is missing or empty");
        assertNoRecord(USER, USER.sample().with("/tiktokUser", "[]"), message + "'tiktokUser' is missing or empty");
        assertNoRecord(
                USER,
                USER.sample().with("/tiktokUser", "{\"id\": 20}"),
                message + "'tiktokUser' holds no documented field");
    }

    private static void assertNoRecord(Lookup lookup, Sample sample, String message) {
        String requestId = sample.at("/requestId").textValue();

        assertThat(lookup.failure(sample.answer()))
                .isEqualTo(new ProviderFailure(
                        ErrorKind.UPSTREAM, RetryAdvice.NEVER, message, 200, null, requestId, null));
    }

    @Test
    void unknownTypeIsLogSafeInMessage() {
        String message = VIDEO.failure(VIDEO.sample()
                        .with("/type", "\"A\\nB" + "x".repeat(10_000) + "\"")
                        .answer())
                .message();

        assertThat(message).contains("of type A Bxxx").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({"200", "399", "600", "0", "-1"})
    void errorWithoutErrorStatusIsNoRecord(int status) {
        String body = "{\"ok\": false, \"error\": \"NOT_FOUND\", \"status\": " + status + "}";

        assertThat(VIDEO.failure(Responses.ok(body)).message())
                .isEqualTo("answered without a record: 'ok' is not true");
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_REQUEST", "404, NOT_FOUND", "599, UPSTREAM"})
    void errorWithErrorStatusIsClassified(int status, ErrorKind errorKind) {
        String body = "{\"ok\": false, \"error\": \"SOMETHING\", \"status\": " + status + "}";

        assertThat(VIDEO.failure(Responses.ok(body)).errorKind()).isEqualTo(errorKind);
        assertThat(VIDEO.failure(Responses.ok(body)).message()).isEqualTo("answered: SOMETHING");
    }

    @Test
    void bioLinkMayBeVideo() {
        String link = "https://www.tiktok.com/@khaby.lame/video/6768504823336815877";

        assertThat(USER.json(USER.sample().with("/tiktokUser/url", '"' + link + '"'))
                        .path("bioLink")
                        .textValue())
                .isEqualTo(link);
    }

    @Test
    void previewRedirectedToProfileKeepsRequestedId() {
        Sample sample = VIDEO.sample().with("/redirectionUrl", "\"https://www.tiktok.com/@zachking\"");

        assertThat(VIDEO.json(sample).path("id").textValue()).isEqualTo("6768504823336815877");
    }

    /** {@code status} is the HTTP status of the previewed link. */
    @Test
    void statusOfPreviewedLinkIsIgnored() {
        assertThat(VIDEO.json(VIDEO.sample().with("/status", "404"))).isEqualTo(VIDEO.json(VIDEO.sample()));
    }

    @Test
    void emptyPostIsRecordWithFieldsOfLink() {
        JsonNode json =
                VIDEO.json(VIDEO.sample().with("/tiktokVideo", "{\"id\": 6, \"user\": null, \"media\": [null]}"));

        assertThat(json.path("id").textValue()).isEqualTo("6768504823336815877");
        assertThat(json.path("publishedAt").textValue()).isEqualTo("2019-12-09T18:15:34Z");
        assertThat(json.path("covers")).hasSize(4);
        assertThat(json.has("stats")).isFalse();
    }
}
