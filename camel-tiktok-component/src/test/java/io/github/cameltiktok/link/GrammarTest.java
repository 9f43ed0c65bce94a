package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** Compares the predicates with equivalent regular expressions. */
@PropertyDefaults(tries = 5_000)
final class GrammarTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "",
                        "",
                        "0",
                        "00",
                        "7",
                        "a",
                        "Z",
                        "_",
                        ".",
                        "-",
                        "9".repeat(10),
                        "0".repeat(18),
                        "x".repeat(12),
                        "Q".repeat(24),
                        "b".repeat(30),
                        "/",
                        ":",
                        "@",
                        "[",
                        "`",
                        "{",
                        " ",
                        "\n",
                        "é",
                        "٣",
                        "\u212A",
                        "🌈")
                .list()
                .ofMaxSize(4)
                .map(list -> String.join("", list));
    }

    @Property
    void predicatesMatchRegularExpressions(@ForAll("texts") String text) {
        assertThat(Grammar.isDigits(text)).isEqualTo(text.matches("[0-9]+"));
        assertThat(Grammar.isVideoId(text)).isEqualTo(text.matches("[0-9]{1,19}") && !text.matches("0+"));
        assertThat(Grammar.isHandle(text)).isEqualTo(text.matches("[A-Za-z0-9_.]{1,23}[A-Za-z0-9_]"));
        assertThat(Grammar.isShortCode(text)).isEqualTo(text.matches("[A-Za-z0-9_-]{3,32}"));
    }
}
