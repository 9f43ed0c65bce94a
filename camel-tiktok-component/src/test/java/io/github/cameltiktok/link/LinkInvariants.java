package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

/** Invariants of parsing any text. */
final class LinkInvariants {

    private LinkInvariants() {}

    /** Propagates any exception except the documented one. */
    static void assertIsSafeLinkOrRefused(String text) {
        TikTokLink link;
        try {
            link = TikTokLink.parse(text);
        } catch (InvalidLinkException e) {
            assertIsSafeToLog(e.getMessage());
            return;
        }
        assertPointsAtTikTok(link.url());
        assertPartsFitKind(link);
        assertThat(TikTokLink.parse(link.url()).url()).isEqualTo(link.url());
        assertThat(TikTokLink.parse(link.url()).canonical()).isEqualTo(link.canonical());
        assertThat(TikTokLink.parse(link.url() + "?u=7&a|b#é").canonical()).isEqualTo(link.canonical());
        assertThat(link.canonical()).hasSizeLessThanOrEqualTo(80);
    }

    static void assertPointsAtTikTok(String url) {
        URI address = URI.create(url);
        assertThat(address.getScheme()).isEqualTo("https");
        assertThat(address.getHost()).isIn(LinkForms.HOSTS);
        assertThat(address.getRawAuthority()).isEqualTo(address.getHost());
        assertThat(address.getRawQuery()).isNull();
        assertThat(address.getRawFragment()).isNull();
        assertThat(address.getRawPath()).matches("(/[A-Za-z0-9_.@-]+)+/?");
    }

    private static void assertPartsFitKind(TikTokLink link) {
        switch (link.kind()) {
            case VIDEO, PHOTO -> {
                assertThat(link.id()).matches("[0-9]{1,19}").containsPattern("[1-9]");
                if (link.handle() != null) {
                    assertThat(link.handle()).matches("[a-z0-9_.]{2,24}");
                }
            }
            case USER -> {
                assertThat(link.id()).isNull();
                assertThat(link.handle()).matches("[a-z0-9_.]{2,24}");
            }
            case SHORT -> {
                assertThat(link.id()).isNull();
                assertThat(link.handle()).isNull();
            }
        }
    }

    private static void assertIsSafeToLog(String message) {
        assertThat(message).hasSizeLessThan(300).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    }
}
