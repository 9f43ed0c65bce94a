package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.tiktok.com/@a.b/video/7311111111111111111",
                "https://www.tiktok.com/@a.b/video/7311111111111111111/?lang=en#top",
                "HTTP://TikTok.com/@/video/7311111111111111111",
                "https://www.tiktok.com/share/video/7311111111111111111",
                "https://www.tiktok.com/i18n/share/video/7311111111111111111/",
                "https://www.tiktok.com/embed/7311111111111111111",
                "https://www.tiktok.com/embed/v2/7311111111111111111",
                "https://www.tiktok.com/player/v1/7311111111111111111",
                "https://m.tiktok.com/v/7311111111111111111.html",
                "https://www.tiktokv.com/share/video/7311111111111111111/",
            })
    void videoLinkHasItsId(String link) {
        assertThat(LinkTarget.of(link)).isInstanceOfSatisfying(LinkTarget.Video.class, video -> assertThat(video.id())
                .isEqualTo("7311111111111111111"));
    }

    @Test
    void photoLinkIsNotAVideoLink() {
        assertThat(LinkTarget.of("https://www.tiktok.com/@a.b/photo/7311111111111111111"))
                .isEqualTo(new LinkTarget.Photo("7311111111111111111"));
    }

    @Test
    void profileLinkHasItsHandleInLowerCase() {
        assertThat(LinkTarget.of("https://www.tiktok.com/@A.b/")).isEqualTo(new LinkTarget.Profile("a.b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vm.tiktok.com/ZMhKxyz/",
                "https://vt.tiktok.com/ZMhKxyz",
                "https://vm.tiktok.com/t/ZMhKxyz/",
                "https://www.tiktok.com/t/ZMhKxyz/",
                "https://t.tiktok.com/t/ZMhKxyz",
                "https://t.tiktok.com/ZMhKxyz/",
                "https://lite.tiktok.com/ZMhKxyz"
            })
    void shortLinkHasItsCode(String link) {
        assertThat(LinkTarget.of(link)).isEqualTo(new LinkTarget.ShortLink("ZMhKxyz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vm.tiktok.com/ZM_h-xyz/",
                "https://www.tiktok.com/t/ZM_h-xyz",
                "https://lite.tiktok.com/ZM_h-xyz"
            })
    void codeMayHaveUnderscoresAndHyphens(String link) {
        assertThat(LinkTarget.of(link)).isEqualTo(new LinkTarget.ShortLink("ZM_h-xyz"));
    }

    @Test
    void codeDeterminesTheTargetOfAShortLink() {
        assertThat(new LinkTarget.ShortLink("ZMhKxyz").resolved())
                .isInstanceOf(LinkTarget.Video.class)
                .isEqualTo(new LinkTarget.ShortLink("ZMhKxyz").resolved())
                .isNotEqualTo(new LinkTarget.ShortLink("ZMhKxyy").resolved());
        assertThat(new LinkTarget.ShortLink("ZUser1").resolved()).isInstanceOf(LinkTarget.Profile.class);
        assertThat(new LinkTarget.ShortLink("Zdead1").resolved()).isInstanceOf(LinkTarget.OtherPage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.tiktok.com/",
                "https://www.tiktok.com/tag/cats",
                "https://www.tiktok.com/ZMhKxyz/",
                "https://lite.tiktok.com/discover",
                "https://www.tiktok.com/@a.b/live",
                "https://tiktok.com.example.org/@a.b/video/7311111111111111111",
                "https://example.org/?u=https://www.tiktok.com/@a.b",
            })
    void otherPageIsNeitherPostNorCreator(String link) {
        assertThat(LinkTarget.of(link)).isEqualTo(new LinkTarget.OtherPage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7311111111111111111",
                "@a.b",
                "ftp://tiktok.com/@a.b",
                "https://",
                "ht tp://x",
                "mailto:a@b.c"
            })
    void invalidUrlIsNoLink(String link) {
        assertThat(LinkTarget.of(link)).isEqualTo(new LinkTarget.NoLink());
    }
}
