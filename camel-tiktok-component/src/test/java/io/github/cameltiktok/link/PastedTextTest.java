package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text around a pasted link, id or handle. */
final class PastedTextTest {

    private static final String VIDEO = "https://www.tiktok.com/@some.cook/video/7311111111111111111";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "<{}>",
                "({})",
                "\"{}\"",
                "'{}'",
                "\u201C{}\u201D",
                "\u00AB{}\u00BB",
                "{}.",
                "{},",
                "{};",
                "{}!",
                "{}?!",
                "{}\u2026",
                "({}).",
                "\u200B{}\u200B",
                "\uFEFF{}",
                "\u2060 {}\u00A0\u200E",
                "<\u200B{}\u200B>",
            })
    void textAroundLinkIdOrHandleIsIgnored(String around) {
        assertThat(TikTokLink.parse(around.replace("{}", VIDEO)).url()).isEqualTo(VIDEO);
        assertThat(TikTokLink.parse(around.replace("{}", "https://vm.tiktok.com/ZMhKxyz/"))
                        .kind())
                .isEqualTo(TikTokLink.Kind.SHORT);
        assertThat(TikTokLink.parse(around.replace("{}", "7311111111111111111")).id())
                .isEqualTo("7311111111111111111");
        assertThat(TikTokLink.ofVideoId(around.replace("{}", "7311111111111111111"))
                        .id())
                .isEqualTo("7311111111111111111");
        assertThat(TikTokLink.parse(around.replace("{}", "@ann")).handle()).isEqualTo("ann");
        assertThat(TikTokLink.ofHandle(around.replace("{}", "ann")).handle()).isEqualTo("ann");
        assertThat(TikTokLink.parse(around.replace("{}", "https://www.tiktok.com/@ann"))
                        .handle())
                .isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Look at {} now",
                "Look: {}",
                "{} via @some.cook",
                "{}\nSent from my phone",
                "Check this out! {}.",
                "Nice (see {})",
                "video <{}>, please",
                "{}?a= b",
            })
    void onlyLinkOfTextIsParsed(String text) {
        assertThat(TikTokLink.parse(text.replace("{}", VIDEO)).url()).isEqualTo(VIDEO);
    }

    @Test
    void handleWithDotAtItsEndIsRefused() {
        for (String text : List.of("https://www.tiktok.com/@ann.?lang=en", "https://www.tiktok.com/@ann./")) {
            assertThatThrownBy(() -> TikTokLink.parse(text))
                    .isInstanceOf(InvalidLinkException.class)
                    .hasMessageContaining("without '.' at its end");
        }
        assertThat(TikTokLink.parse("https://www.tiktok.com/@ann./video/1").handle())
                .isNull();
    }
}
