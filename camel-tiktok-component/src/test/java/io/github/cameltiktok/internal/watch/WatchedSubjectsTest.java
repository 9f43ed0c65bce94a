package io.github.cameltiktok.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A subject file is UTF-8, with or without a byte order mark. */
final class WatchedSubjectsTest {

    private static final String LIST = "# caf\u00e9\r\n@some.cook\r\n@khaby.lame\r\n";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        context.disableJMX();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void utf8IsReadWithAndWithoutByteOrderMark(String mark) throws Exception {
        assertThat(subjects((mark + LIST).getBytes(StandardCharsets.UTF_8)).current())
                .extracting(TikTokLink::handle)
                .containsExactly("some.cook", "khaby.lame");
        assertThat(subjects((mark + "@some.cook").getBytes(StandardCharsets.UTF_8))
                        .current())
                .hasSize(1);
    }

    static Stream<Arguments> otherEncodings() {
        return Stream.of(
                arguments("UTF-16BE", "its byte order mark is that of UTF-16BE"),
                arguments("UTF-16LE", "its byte order mark is that of UTF-16LE"),
                arguments("UTF-32BE", "its byte order mark is that of UTF-32BE"),
                arguments("UTF-32LE", "its byte order mark is that of UTF-32LE"),
                arguments("ISO-8859-1", "is not text in UTF-8. Save it as UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void otherEncodingIsRejectedByName(String charset, String reason) throws Exception {
        String mark = charset.startsWith("UTF") ? "\uFEFF" : "";

        WatchedSubjects subjects = subjects((mark + LIST).getBytes(Charset.forName(charset)));

        assertThatThrownBy(subjects::current)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("watch.txt is not text in UTF-8")
                .hasMessageContaining(reason);
    }

    private WatchedSubjects subjects(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("watch.txt"), content);
        return new WatchedSubjects(TikTokResource.USER, context, null, null, null, "resource:" + file.toUri());
    }
}
