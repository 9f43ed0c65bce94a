package io.github.cameltiktok.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A key that is easy to recognise, in each of the forms that it may take. */
final class Secret {

    /** With characters that are encoded in URLs, and some of which mean something in Camel's URIs. */
    static final String KEY = "sk_MARKED+key/4711%2B~secret";

    /** The start of the key is half the key, too: an excerpt must not cut the rest off and show this. */
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

    /** Returns a stack trace with all causes and suppressed exceptions, and what the exceptions print of themselves. */
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
