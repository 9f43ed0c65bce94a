package io.github.cameltiktok.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** An API key that is recognizable in plain and encoded form. */
final class Secret {

    /** Contains characters that URLs encode and Camel URIs interpret. */
    static final String KEY = "sk_MARKED+key/4711%2B~secret";

    /** A truncated excerpt must not show the first half of the key. */
    private static final String START = "sk_MARKED";

    private static final List<String> FORMS = List.of(
            KEY,
            START,
            URLEncoder.encode(KEY, StandardCharsets.UTF_8),
            Base64.getEncoder().withoutPadding().encodeToString(KEY.getBytes(StandardCharsets.UTF_8)));

    private Secret() {}

    static boolean isIn(String text) {
        return FORMS.stream().anyMatch(text::contains);
    }

    static void assertAbsent(String where, Stream<String> texts) {
        assertThat(texts.filter(Secret::isIn).map(Secret::around).distinct().limit(5))
                .as("the key in " + where)
                .isEmpty();
    }

    /** Returns the exception and its stack trace with all causes and suppressed exceptions. */
    static String wholeText(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return thrown + "\n" + text;
    }

    private static String around(String text) {
        int at =
                FORMS.stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(0);
        return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100));
    }
}
