package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.cameltiktok.link.TikTokLink.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TikTokLinkTest {

    private static final String ID = "7516594811734854943";
    private static final String WITHOUT_HANDLE = "https://www.tiktok.com/@_/video/" + ID;

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com/@some.user/video/7516594811734854943, VIDEO, some.user",
        "https://www.tiktok.com/@some.user/photo/7516594811734854943, PHOTO, some.user",
        "https://www.tiktok.com/@/video/7516594811734854943, VIDEO,",
        "https://www.tiktok.com/share/video/7516594811734854943, VIDEO,",
        "https://www.tiktok.com/i18n/share/video/7516594811734854943, VIDEO,",
        "https://www.tiktok.com/embed/7516594811734854943, VIDEO,",
        "https://www.tiktok.com/embed/v2/7516594811734854943, VIDEO,",
        "https://www.tiktok.com/player/v1/7516594811734854943, VIDEO,",
        "https://m.tiktok.com/v/7516594811734854943.html, VIDEO,",
        "https://m.tiktok.com/v/7516594811734854943, VIDEO,",
        "https://www.tiktokv.com/share/video/7516594811734854943/, VIDEO,",
        "https://m.tiktokv.com/i18n/share/video/7516594811734854943, VIDEO,",
        "www.tiktok.com/@some.user/video/7516594811734854943, VIDEO, some.user",
        "7516594811734854943, VIDEO,",
    })
    void idAndHandleAreReadFromPostLink(String text, Kind kind, String handle) {
        TikTokLink link = TikTokLink.parse(text);

        assertThat(link.kind()).isEqualTo(kind);
        assertThat(link.id()).isEqualTo(ID);
        assertThat(link.handle()).isEqualTo(handle);
        assertThat(link.canonical()).isEqualTo("video:" + ID);
        assertThat(link.url())
                .isEqualTo(handle == null ? WITHOUT_HANDLE : "https://www.tiktok.com/@" + handle + "/video/" + ID);
    }

    static Stream<String> postsInEveryForm() {
        return Stream.concat(LinkForms.postsWithHandle().stream(), LinkForms.postsWithoutHandle().stream());
    }

    @ParameterizedTest
    @MethodSource("postsInEveryForm")
    void allFormsOfPostHaveSameCanonical(String form) {
        String text = "https://" + form.replace("{handle}", "Some_User").replace("{id}", ID);

        assertThat(TikTokLink.parse(text).canonical()).isEqualTo("video:" + ID);
    }

    static List<String> profilesInEveryForm() {
        return LinkForms.profiles();
    }

    @ParameterizedTest
    @MethodSource("profilesInEveryForm")
    void allFormsOfProfileAreEqual(String form) {
        TikTokLink link = TikTokLink.parse("https://" + form.replace("{handle}", "Some_User"));

        assertThat(link)
                .isEqualTo(TikTokLink.ofHandle("some_user"))
                .hasSameHashCodeAs(TikTokLink.ofHandle("some_user"));
        assertThat(link.canonical()).isEqualTo("user:some_user");
        assertThat(link.url()).isEqualTo("https://www.tiktok.com/@some_user");
    }

    static List<String> shortLinksInEveryForm() {
        return LinkForms.shortLinks();
    }

    @ParameterizedTest
    @MethodSource("shortLinksInEveryForm")
    void shortLinkKeepsHostAndPath(String form) {
        String hostAndPath = form.replace("{code}", "ZMhV8_-aB");

        TikTokLink link = TikTokLink.parse("https://" + hostAndPath + "/");

        assertThat(link.kind()).isEqualTo(Kind.SHORT);
        assertThat(link.id()).isNull();
        assertThat(link.handle()).isNull();
        assertThat(link.url()).isEqualTo("https://" + hostAndPath + "/");
        assertThat(link.canonical()).isEqualTo("short:" + hostAndPath);
        assertThat(TikTokLink.parse("https://" + hostAndPath).canonical()).isEqualTo(link.canonical());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://VM.TikTok.com/ZMabc/?k=1, https://vm.tiktok.com/ZMabc/",
        "vt.tiktok.com/abc, https://vt.tiktok.com/abc",
        "https://t.tiktok.com/abC, https://t.tiktok.com/abC",
        "https://lite.tiktok.com/abc1, https://lite.tiktok.com/abc1",
        "https://www.tiktok.com/t/lowercase/, https://www.tiktok.com/t/lowercase/",
        "https://www.tiktok.com/t/%5AMabc, https://www.tiktok.com/t/ZMabc",
        "https://vm.tiktok.com/azAZ09_-azAZ09_-azAZ09_-azAZ09_-, https://vm.tiktok.com/azAZ09_-azAZ09_-azAZ09_-azAZ09_-",
    })
    void caseIsKeptInShortCodeAndIgnoredInHost(String text, String url) {
        assertThat(TikTokLink.parse(text).url()).isEqualTo(url);
    }

    @Test
    void shortLinksWithDifferentCodesAreDifferentSubjects() {
        assertThat(TikTokLink.parse("vm.tiktok.com/ZMabc").canonical())
                .isNotEqualTo(TikTokLink.parse("vm.tiktok.com/ZMabC").canonical());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "i",
                "6745191554350760966",
                "MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM",
                "a.handle.far.too.long.to.be.one",
                "{username}",
                "a|b",
                "some-user",
                "a%20b",
                "用户",
                "%E7%94%A8%E6%88%B7",
                "%C0%AF",
                "%80",
                "\uD83D",
                "@double"
            })
    void invalidHandleInPostLinkIsIgnored(String handle) {
        TikTokLink link = TikTokLink.parse("https://www.tiktok.com/@" + handle + "/video/" + ID);

        assertThat(link).isEqualTo(TikTokLink.ofVideoId(ID));
        assertThat(link.handle()).isNull();
    }

    @Test
    void pastedShareLinkIsNormalised() {
        String pasted = "  https://www.tiktok.com/@Some.User/video/" + ID + "?_d=secCgYIASAHKAESPgo8"
                + "x9%2B".repeat(100)
                + "&_r=1&checksum=" + "a1b2c3d4".repeat(8)
                + "&preview_pb=0&sec_user_id=MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM"
                + "&share_app_id=1233&share_item_id=7000000000000000001&share_link_id=8f4e6b1c-0d5e-4c3a-9a55-1f2b3c4d5e6f"
                + "&sharer_language=en&source=h5_m&timestamp=1750093630&u_code=d1k7b2a3c4e5f6&ugbiz_name=Main"
                + "&user_id=6745191554350760966&utm_campaign=client_share&utm_medium=android&title=a|b{\"c\"}^`é#top\n";

        TikTokLink link = TikTokLink.parse(pasted);

        assertThat(pasted).hasSizeGreaterThan(900);
        assertThat(link.url()).isEqualTo("https://www.tiktok.com/@some.user/video/" + ID);
        assertThat(link.id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 123 ", "\t123\n", "\u00A0123\u3000"})
    void surroundingWhitespaceIsIgnored(String text) {
        assertThat(TikTokLink.parse(text)).isEqualTo(TikTokLink.ofVideoId("123"));
        assertThat(TikTokLink.ofVideoId(text)).isEqualTo(TikTokLink.ofVideoId("123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "6715126573", "6715126573123456789", "9999999999999999999", "0000000000000000001"})
    void idOf1To19DigitsIsAccepted(String id) {
        assertThat(TikTokLink.ofVideoId(id).id()).isEqualTo(id);
        assertThat(TikTokLink.parse(id)).isEqualTo(TikTokLink.ofVideoId(id));
    }

    @ParameterizedTest
    @CsvSource({
        "user, user",
        "@user, user",
        "' @Some.User_1 ', some.user_1",
        "..x, ..x",
        "ab, ab",
        "@12345, 12345",
        "abcdefghijklmnopqrstuvwx, abcdefghijklmnopqrstuvwx",
        "azAZ09._, azaz09._",
    })
    void handleIsConvertedToLowerCaseWithoutAtSign(String given, String handle) {
        TikTokLink link = TikTokLink.ofHandle(given);

        assertThat(link.kind()).isEqualTo(Kind.USER);
        assertThat(link.handle()).isEqualTo(handle);
        assertThat(link.id()).isNull();
        assertThat(TikTokLink.parse("@" + handle)).isEqualTo(link);
        assertThat(TikTokLink.parse(link.url())).isEqualTo(link);
    }

    @Test
    void lowerCaseDoesNotDependOnLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(TikTokLink.parse("https://WWW.TIKTOK.COM/@IDA")).isEqualTo(TikTokLink.ofHandle("ida"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void linksWithEqualPartsAreEqual() {
        TikTokLink video = TikTokLink.parse("https://www.tiktok.com/@user/video/123");

        assertThat(video)
                .isEqualTo(TikTokLink.parse("m.tiktok.com/@USER/video/123/?x=1"))
                .hasSameHashCodeAs(TikTokLink.parse("m.tiktok.com/@USER/video/123/?x=1"))
                .isNotEqualTo(TikTokLink.parse("https://www.tiktok.com/@user/photo/123"))
                .isNotEqualTo(TikTokLink.parse("https://www.tiktok.com/@other/video/123"))
                .doesNotHaveSameHashCodeAs(TikTokLink.parse("https://www.tiktok.com/@other/video/123"))
                .isNotEqualTo(TikTokLink.parse("https://www.tiktok.com/@user/video/124"))
                .isNotEqualTo(null)
                .isNotEqualTo("https://www.tiktok.com/@user/video/123");
    }

    @Test
    void toStringContainsKindAndUrl() {
        assertThat(TikTokLink.parse("tiktok.com/@user/photo/123"))
                .hasToString("PHOTO https://www.tiktok.com/@user/video/123");
    }

    @Test
    void nullIsRejected() {
        assertThatNullPointerException()
                .isThrownBy(() -> TikTokLink.parse(null))
                .withMessage("text");
        assertThatNullPointerException()
                .isThrownBy(() -> TikTokLink.ofVideoId(null))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> TikTokLink.ofHandle(null))
                .withMessage("handle");
    }
}
