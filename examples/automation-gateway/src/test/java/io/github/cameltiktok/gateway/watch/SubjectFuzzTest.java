package io.github.cameltiktok.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.model.TikTokResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs its own JVM: Jazzer instruments the whole JVM and allows one fuzz test per JVM. */
final class SubjectFuzzTest {

    /** The first byte selects the kind. */
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "vhttps://www.tiktok.com/@some.user/video/7516594811734854943?lang=en",
                        "u@some.user",
                        "usome.user",
                        "v7516594811734854943",
                        "-https://vm.tiktok.com/ZMhV8aBcD/",
                        "-https://www.tiktok.com/%40some.user")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"tiktok.com", "https://", "/video/", "/t/", "/@", "%40", "%2F"})
    @FuzzTest(maxExecutions = 5_000)
    void subjectIsRefusedOrHasOneCanonicalLink(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
        WatchedSubject subject;
        try {
            subject = WatchedSubject.parse(text, kind(input[0]), "/");
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            return;
        }
        URI url = URI.create(subject.url());
        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getHost()).matches("(.+\\.)?tiktok(v)?\\.com");
        assertThat(WatchedSubject.parse(subject.url(), subject.kind(), "/")).isEqualTo(subject);
    }

    private static @Nullable TikTokResource kind(byte choice) {
        return switch (choice) {
            case 'v' -> TikTokResource.VIDEO;
            case 'u' -> TikTokResource.USER;
            default -> null;
        };
    }
}
