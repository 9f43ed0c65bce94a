package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TikTokLinkRefusalTest {

    private static final String NEITHER = "neither a TikTok link, a video id nor an @handle";
    private static final String TAKEN = "; taken are links to a video, a photo post or a profile, and short links";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "tiktok",
                "tiktok_fan",
                "some.user",
                "example.com/@user/video/1",
                "user/video/1",
                "//www.tiktok.com/@user/video/1",
                "http\u017F://www.tiktok.com/@user/video/1",
                "snssd\u212A://user/profile/1",
                "?https://www.tiktok.com/@user/video/1",
                "１２３",
                "١٢٣",
                "-1",
                "1.5",
                "123?x=1",
                "tiktok%2Ecom/@user/video/1",
                "example.com/tiktok.com/@user"
            })
    void textWithoutLinkIdOrHandleIsRefused(String text) {
        assertRefused(text, NEITHER);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://www.tiktok.com/@user/video/1, its scheme is neither http nor https",
        "javascript:alert(1), its scheme is neither http nor https",
        "mailto:user@tiktok.com, its scheme is neither http nor https",
        "snssdk1233://user/profile/1, its scheme is neither http nor https",
        "httpss://www.tiktok.com/@user, its scheme is neither http nor https",
        "https:www.tiktok.com/@user, its scheme is not followed by //",
        "https:/www.tiktok.com/@user, its scheme is not followed by //",
        "https:///@user/video/1, it has no host",
        "https://, it has no host",
        "https://?x=1, it has no host",
        "https://user@www.tiktok.com/@user/video/1, it holds user information",
        "https://tiktok.com@evil.com/@user/video/1, it holds user information",
        "https://@www.tiktok.com/@user/video/1, it holds user information",
        "https://www.tiktok.com:@evil.com/@user/video/1, it holds user information",
        "someone@tiktok.com, it holds user information",
        "https://www.tiktok.com:443/@user/video/1, it names a port",
        "https://www.tiktok.com:/@user/video/1, it names a port",
        "tiktok.com:8080/@user/video/1, it names a port",
        "https://:443/@user/video/1, it names a port",
        "https://127.0.0.1/@user/video/1, its host is an IP address",
        "https://2130706433/@user/video/1, its host is an IP address",
        "https://10.0.0.0/@user/video/1, its host is an IP address",
        "https://9.9.9.9/@user/video/1, its host is an IP address",
        "https://0x7f.1/@user/video/1, its host is an IP address",
        "https://tiktok.com.127.0.0.1/@user, its host is an IP address",
        "https://[::1]/@user/video/1, its host is an IP address",
        "https://[::1]:443/@user/video/1, its host is an IP address",
        "https://[tiktok.com/@user/video/1, it is no well-formed address",
        "https://www.tiktok%2Ecom/@user/video/1, its host is percent-encoded",
        "https://%77ww.tiktok.com/@user/video/1, its host is percent-encoded",
        "https://www.tıktok.com/@user/video/1, its host holds letters outside ASCII",
        "https://www.ti\u212Atok.com/@user/video/1, its host holds letters outside ASCII",
        "https://www.tiktok.com\u3002/@user/video/1, its host holds letters outside ASCII",
        "https://www.tiktok.com./@user/video/1, its host ends with a dot",
        "https://tiktok.com.evil.com/@user/video/1, its host only looks like one of TikTok's",
        "tiktok.com.evil.com/@user/video/1, its host only looks like one of TikTok's",
        "https://eviltiktok.com/@user/video/1, its host only looks like one of TikTok's",
        "eviltiktok.com/@user/video/1, its host only looks like one of TikTok's",
        "https://ads.tiktok.com/@user/video/1, its host only looks like one of TikTok's",
        "https://vm.tiktokv.com/ZMabc, its host only looks like one of TikTok's",
        "https://www.tiktok.co/@user, its host only looks like one of TikTok's",
        "https://www.youtube.com/watch?v=1, its host is none of TikTok's",
        "https://localhost/@user/video/1, its host is none of TikTok's",
        "https://.tiktok.com/@user/video/1, its host only looks like one of TikTok's",
    })
    void addressOutsideTikTokIsRefusedWithReason(String text, String reason) {
        assertRefused(text, reason);
    }

    static Stream<Arguments> hostileCharacters() {
        return Stream.of(
                arguments("https://www.tiktok.com/@user /video/1", "it holds whitespace"),
                arguments("https://www.tiktok.com/@user/video/1 2", "it holds whitespace"),
                arguments("https://www.tiktok.com/@user/video/1\n234 now", "it holds whitespace"),
                arguments("https://www.tiktok.com/ @user/video/1", "it holds whitespace"),
                arguments("see @user and 123", "it holds whitespace"),
                arguments("www.tiktok.com/@user/video/1 is nice", "it holds whitespace"),
                arguments(
                        "https://www.tiktok.com/@user/video/1 https://www.tiktok.com/@user/video/2",
                        "it holds whitespace"),
                arguments("https://evil.com/ https://www.tiktok.com/@user/video/1", "it holds whitespace"),
                arguments("evil.com/a https://www.tiktok.com/@user/video/1", "it holds whitespace"),
                arguments("look at https://evil.com/@user/video/1", "its host is none of TikTok's"),
                arguments("https://www.tiktok.com/@us\ner/video/1", "it holds whitespace"),
                arguments("https://www.tiktok.com/@us\u00A0er/video/1", "it holds whitespace"),
                arguments("https://www.tiktok.com/@us\u2028er/video/1", "it holds whitespace"),
                arguments("12 3", "it holds whitespace"),
                arguments("https://www.tiktok.com/@us\u0000er/video/1", "it holds a control character"),
                arguments("https://www.tiktok.com/@user/video/1?\u007F", "it holds a control character"),
                arguments("\u0000123", "it holds a control character"),
                arguments("123\u0085", "it holds a control character"),
                arguments("\\\\www.tiktok.com\\@user", "it holds a backslash"),
                arguments("https:\\\\www.tiktok.com\\@user", "it holds a backslash"),
                arguments("https://evil.com\\@www.tiktok.com/@user/video/1", "it holds a backslash"),
                arguments("https://www.tiktok.com/@user/video/1#\\", "it holds a backslash"));
    }

    @ParameterizedTest
    @MethodSource("hostileCharacters")
    void hostileCharactersAreRefusedAnywhere(String text, String reason) {
        assertRefused(text, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com//@user/video/1, its path holds an empty segment",
        "https://www.tiktok.com/@user//video/1, its path holds an empty segment",
        "https://www.tiktok.com/@user/video/1//, its path holds an empty segment",
        "https://www.tiktok.com//, its path holds an empty segment",
        "https://www.tiktok.com/@us%2Fer/video/1, its path hides a slash",
        "https://www.tiktok.com/@user%5Cvideo/1, its path hides a slash",
        "https://www.tiktok.com/@us%00er/video/1, its path hides a slash",
        "https://www.tiktok.com/@user/video/1%0A, its path hides a slash",
        "https://www.tiktok.com/@us%7Fer/video/1, its path hides a slash",
        "https://www.tiktok.com/%2540user/video/1, its path is percent-encoded twice",
        "https://www.tiktok.com/@us%zzer/video/1, its path holds a % that encodes nothing",
        "https://www.tiktok.com/@100%/video/1, its path holds a % that encodes nothing",
        "https://www.tiktok.com/@user/video/1%4, its path holds a % that encodes nothing",
        "https://www.tiktok.com/@user/video/%１1, its path holds a % that encodes nothing",
        "https://www.tiktok.com/＠user/video/1, its path holds characters outside ASCII",
        "https://www.tiktok.com/@user/vidéo/1, its path holds characters outside ASCII",
        "https://www.tiktok.com/@user/video/１２３, its path holds characters outside ASCII",
        "https://www.tiktok.com/@user/video/%EF%BC%91, its path holds characters outside ASCII",
    })
    void ambiguousPathIsRefused(String text, String reason) {
        assertRefused(text, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com, it is the home page",
        "https://www.tiktok.com/?lang=en, it is the home page",
        "tiktok.com, it is the home page",
        "https://www.tiktok.com/tag/cats, it is a hashtag page",
        "https://www.tiktok.com/music/original-sound-7000000000000000001, it is a sound page",
        "https://www.tiktok.com/discover/cats, it is a discovery page",
        "https://www.tiktok.com/explore, it is a discovery page",
        "https://www.tiktok.com/search/video?q=cats, it is a search page",
        "https://www.tiktok.com/live, it is a live page",
        "https://www.tiktok.com/@user/live, it is a live page",
        "https://www.tiktok.com/@user/collection/cats-7000000000000000001, it is a collection page",
        "https://www.tiktok.com/@user/playlist/cats-7000000000000000001, it is a playlist page",
        "https://www.tiktok.com/foryou, it is a feed",
        "https://www.tiktok.com/following, it is a feed",
        "https://www.tiktok.com/friends, it is a feed",
        "https://www.tiktok.com/effect/cats-1, it is an effect page",
        "https://www.tiktok.com/sticker/cats-1, it is an effect page",
        "https://www.tiktok.com/place/cats-1, it is a place page",
        "https://www.tiktok.com/login, it is a login page",
        "https://www.tiktok.com/user, it is a page of another kind",
        "https://www.tiktok.com/ZMabc1, it is a page of another kind",
        "https://www.tiktok.com/share/user/123, it is a page of another kind",
        "https://www.tiktok.com/share/video, it is a page of another kind",
        "https://www.tiktok.com/@user/VIDEO/1, it is a page of another kind",
        "https://www.tiktok.com/@user/./video/1, it is a page of another kind",
        "https://www.tiktok.com/@user/../video/1, it is a page of another kind",
        "https://www.tiktok.com/embed/v2/1/2, it is a page of another kind",
        "https://www.tiktok.com/t/ZMabc/extra, it is a page of another kind",
        "https://www.tiktok.com/t, it is a page of another kind",
        "https://lite.tiktok.com/discover, it is a discovery page",
        "https://t.tiktok.com/i18n, it is a page of another kind",
        "https://t.tiktok.com/word, it is a page of another kind",
        "https://www.tiktok.com/@user/video, it names no video id",
        "https://www.tiktok.com/@user/photo/, it names no video id",
        "https://www.tiktok.com/@user/video/1/extra, its path goes on behind the video id",
    })
    void refusalOfOtherPageNamesPageAndAcceptedLinks(String text, String reason) {
        assertRefused(text, reason + TAKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vm.tiktok.com",
                "https://vm.tiktok.com/@user/video/1",
                "https://vt.tiktok.com/share/video/1",
                "https://vt.tiktok.com/ZMabc/extra"
            })
    void shortLinkHostAcceptsOnlyShortLinks(String text) {
        assertRefused(text, "its host carries only short links, with one code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vm.tiktok.com/ab",
                "https://vm.tiktok.com/@user",
                "https://vm.tiktok.com/ZM.abc",
                "https://www.tiktok.com/t/" + "a12345678901234567890123456789012",
                "https://www.tiktok.com/t/@user"
            })
    void invalidShortCodeIsRefused(String text) {
        assertRefused(text, "the code of a short link is 3 to 32 letters, digits, '_' or '-'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.tiktokv.com",
                "https://www.tiktokv.com/@user/video/1",
                "https://www.tiktokv.com/@user",
                "https://tiktokv.com/embed/1",
                "https://m.tiktokv.com/t/ZMabc"
            })
    void dataExportHostAcceptsOnlyVideos(String text) {
        assertRefused(text, "its host carries only links to videos, under /share/video/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0000000000000000000", "12345678901234567890"})
    void invalidIdIsRefusedInEveryForm(String id) {
        String rule = "a video id is 1 to 19 digits, not all zeros";

        assertRefused(id, "The video id \"" + id + "\" is refused: " + rule);
        assertThatThrownBy(() -> TikTokLink.ofVideoId(id))
                .isInstanceOf(InvalidLinkException.class)
                .hasMessage("The video id \"" + id + "\" is refused: " + rule);
        Stream.of("/@user/video/", "/@user/photo/", "/embed/", "/embed/v2/", "/player/v1/", "/v/", "/share/video/")
                .map(path -> "https://www.tiktok.com" + path + id)
                .forEach(link -> assertRefused(link, "The video id in the link \"" + id + "\" is refused: " + rule));
        assertRefused("https://www.tiktokv.com/share/video/" + id, "The video id in the link \"" + id + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "1a", "-1", "1 2", "1.0", "１２３", "1\u00002", "@user", "0x12"})
    void ofVideoIdAcceptsOnlyDigits(String id) {
        assertThatExceptionOfType(InvalidLinkException.class)
                .isThrownBy(() -> TikTokLink.ofVideoId(id))
                .withMessageStartingWith("The video id \"")
                .withMessageEndingWith("\" is refused: a video id is 1 to 19 digits, not all zeros");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;x", "1.html", "v2", "abc", "1&x", "+1"})
    void idInLinkAcceptsOnlyDigits(String id) {
        assertRefused("https://www.tiktok.com/@user/video/" + id, "The video id in the link \"" + id + "\" is refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "_",
                "some-user",
                "a b",
                "@@user",
                "@user/video/1",
                "用户",
                "ab\u0000",
                "ab[",
                "ab`",
                "ab{",
                "ab:c",
                "us\u212Aer",
                "abcdefghijklmnopqrstuvwxy"
            })
    void invalidHandleIsRefused(String handle) {
        assertThatExceptionOfType(InvalidLinkException.class)
                .isThrownBy(() -> TikTokLink.ofHandle(handle))
                .withMessageStartingWith("The handle \"")
                .withMessageEndingWith(Grammar.HANDLE_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "@i", "@_", "@some-user", "@user?x=1", "@用户"})
    void invalidBareHandleIsRefused(String text) {
        assertRefused(text, "The handle \"" + text + "\" is refused: " + Grammar.HANDLE_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "i", "_", "some-user", "用户", "{user}", "MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxd"})
    void profileLinkWithInvalidHandleIsRefused(String handle) {
        assertRefused(
                "https://www.tiktok.com/@" + handle,
                "The handle in the profile link \"" + handle + "\" is refused: " + Grammar.HANDLE_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void emptyTextIsRefused(String text) {
        assertRefused(text, "The link \"\" is refused: it is empty");
    }

    @Test
    void textAboveLengthLimitIsRefused() {
        String longest = "https://www.tiktok.com/@user/video/1?" + "%".repeat(1_963);
        String tooLong = longest + "%";
        String huge = "@/".repeat(5_000_000);

        assertThat(TikTokLink.parse(longest).id()).isEqualTo("1");
        assertThat(TikTokLink.ofVideoId("1" + " ".repeat(1_999)).id()).isEqualTo("1");
        assertThat(TikTokLink.ofHandle("user" + " ".repeat(1_996)).handle()).isEqualTo("user");
        assertRefused(tooLong, "it is longer than 2000 characters");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertRefused(huge, "it is longer than 2000 characters");
            assertRefused(" ".repeat(10_000), "it is longer than 2000 characters");
            assertThatThrownBy(() -> TikTokLink.ofVideoId(huge)).hasMessageContaining("longer than 2000 characters");
            assertThatThrownBy(() -> TikTokLink.ofHandle(huge)).hasMessageContaining("longer than 2000 characters");
        });
    }

    @Test
    void messageContainsShortLogSafeExcerpt() {
        String text = "https://evil.example/\n\u202E\u2028\u0000\uD83D" + "x".repeat(200);

        assertThatThrownBy(() -> TikTokLink.ofHandle(text))
                .hasMessage("The handle \"https://evil.example/\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" + "x".repeat(53)
                        + "…\" is refused: " + Grammar.HANDLE_RULE);
    }

    @Test
    void textOf80CharactersIsInMessageInFull() {
        String text = "x".repeat(80);

        assertThatThrownBy(() -> TikTokLink.ofHandle(text))
                .hasMessage("The handle \"" + text + "\" is refused: " + Grammar.HANDLE_RULE);
        assertThatThrownBy(() -> TikTokLink.ofHandle(text + "y"))
                .hasMessage("The handle \"" + "x".repeat(79) + "…\" is refused: " + Grammar.HANDLE_RULE);
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> TikTokLink.parse(text))
                .isExactlyInstanceOf(InvalidLinkException.class)
                .hasMessageContaining(reason);
        LinkInvariants.assertIsSafeLinkOrRefused(text);
    }
}
