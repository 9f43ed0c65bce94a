package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LogSafeTest {

    static Stream<Arguments> texts() {
        String line = "x".repeat(120);
        return Stream.of(
                arguments("", ""),
                arguments(" \n ", ""),
                arguments("a\r\nb\u0000c\u202Ed\u2028e", "a b c d e"),
                arguments("half \uD83D of a pair", "half of a pair"),
                arguments(line, line),
                arguments(" ".repeat(360) + line, line),
                arguments(" ".repeat(361) + line, "x".repeat(119) + "..."),
                arguments(line + "y", line + "..."),
                arguments(" ".repeat(481), "..."),
                arguments("x".repeat(118) + "🌈y", "x".repeat(118) + "🌈..."),
                arguments("x".repeat(119) + "🌈y", "x".repeat(119) + "..."));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsCleanedAndShortenedTo120Characters(String text, String excerpt) {
        assertThat(LogSafe.of(text)).isEqualTo(excerpt);
    }
}
