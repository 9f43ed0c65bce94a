package io.github.cameltiktok.link;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs its own JVM: Jazzer instruments the whole JVM and allows one fuzz test per JVM. */
final class TikTokLinkFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "https://www.tiktok.com/@some.user/video/7516594811734854943?is_from_webapp=1#top",
                        "https://www.tiktok.com/%40some.user/photo/7516594811734854943/",
                        "https://www.tiktok.com/embed/v2/7516594811734854943",
                        "http://m.tiktok.com/v/6715126573.html",
                        "www.tiktokv.com/i18n/share/video/7516594811734854943/",
                        "https://lite.tiktok.com/ZMhV8aBcD/",
                        "https://www.tiktok.com/t/ZMhV8aBcD",
                        "https://user@tiktok.com:443/@some.user",
                        "7516594811734854943",
                        "@some.user")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "tiktok.com",
        "tiktokv.com",
        "https://",
        "/video/",
        "/photo/",
        "/share/",
        "/t/",
        "/@",
        "%40",
        "%2F"
    })
    @FuzzTest(maxExecutions = 100_000)
    void anyTextIsSafeLinkOrRefused(byte[] text) {
        LinkInvariants.assertIsSafeLinkOrRefused(new String(text, StandardCharsets.UTF_8));
    }
}
