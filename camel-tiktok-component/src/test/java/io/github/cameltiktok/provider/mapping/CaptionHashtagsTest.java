package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.Hashtag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptionHashtagsTest {

    private static final Pattern HASHTAG = Pattern.compile(
            "#([\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_\\u200C\\u200D&&[^\\uFE0F\\u20E3]]*(?<![\\u200C\\u200D]))");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `#one and #two`              | one two
                    `#a#b#c`                     | a b c
                    `🧹#illusion #magic`          | illusion magic
                    `👨‍👩‍👧‍👦 #family👨‍👩‍👧‍👦`     | family
                    `(#brackets), #comma, #dot.` | brackets comma dot
                    `#under_score #dash-ed`      | under_score dash
                    `#2024 #7days`               | 2024 7days
                    `#Café #naïve #Straße`       | Café naïve Straße
                    `#café`                      | café
                    `#мода #Москва`              | мода Москва
                    `#مرحبا #می‌خواهم`           | مرحبا می‌خواهم
                    `#שלום`                      | שלום
                    `#日本語 #東京タワー`                | 日本語 東京タワー
                    `#안녕`                        | 안녕
                    `#हिन्दी #क्‍ष`              | हिन्दी क्‍ष
                    `#ภาษาไทย`                   | ภาษาไทย
                    `#தமிழ்`                     | தமிழ்
                    `#𝒜𝓁𝓅𝒽𝒶`                     | 𝒜𝓁𝓅𝒽𝒶
                    `#joiner‍ #end‌`             | joiner end
                    `##twice`                    | twice
                    `#`                          |
                    `# space`                    |
                    `#️⃣`                        |
                    `#❤️`                        |
                    `#‍x`                        |
                    `#́x`                        |
                    `no hashtag`                 |
                    """)
    void hashtagsAreFound(String caption, String names) {
        List<Hashtag> hashtags = CaptionHashtags.of(caption);

        assertThat(hashtags)
                .extracting(Hashtag::name)
                .containsExactlyElementsOf(names == null ? List.of() : Arrays.asList(names.split(" ")));
        assertIndices(caption, hashtags);
    }

    @Test
    void repeatedHashtagIsListedOnceAtFirstOccurrence() {
        assertThat(CaptionHashtags.of("#Fun #other #FUN #fun #ФОН #фон"))
                .containsExactly(
                        new Hashtag(null, "Fun", null, null, 0, 4),
                        new Hashtag(null, "other", null, null, 5, 11),
                        new Hashtag(null, "ФОН", null, null, 22, 26));
    }

    @Test
    void hashtagsAreFoundOnEveryLine() {
        assertThat(CaptionHashtags.of("a\n#b\r\n#c\u2028#d"))
                .extracting(Hashtag::name)
                .containsExactly("b", "c", "d");
    }

    @Test
    void missingCaptionHasNoHashtags() {
        assertThat(CaptionHashtags.of(null)).isEmpty();
        assertThat(CaptionHashtags.of("")).isEmpty();
    }

    @Test
    void longCaptionIsScanned() {
        String name = "a𝒜\u200D".repeat(500_000) + "z";

        assertThat(CaptionHashtags.of("#" + name)).extracting(Hashtag::name).containsExactly(name);
        assertThat(CaptionHashtags.of("#\u200D".repeat(500_000))).isEmpty();
        assertThat(CaptionHashtags.of("#a" + "\u200D".repeat(500_000)))
                .extracting(Hashtag::name)
                .containsExactly("a");
    }

    @Provide
    Arbitrary<String> captions() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of("#", "#a", "#", " ")),
                        Tuple.of(
                                4,
                                Arbitraries.of(
                                        "a", "é", "ǅ", "ʰ", "漢", "𝒜", "7", "٣", "Ⅷ", "½", "_", "\u200C", "\u200D",
                                        "\u0301", "\u20DD", "\u0903", "\uFE0F", "\u20E3", "-", "‿", "🌈", "\uD83D",
                                        "\uDE00")),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(2)))
                .list()
                .ofMaxSize(10)
                .map(list -> String.join("", list));
    }

    @Property(tries = 5_000)
    void scanMatchesRegularExpression(@ForAll("captions") String caption) {
        Map<String, Hashtag> expected = new LinkedHashMap<>();
        Matcher matcher = HASHTAG.matcher(caption);
        while (matcher.find()) {
            String name = matcher.group(1);
            expected.putIfAbsent(
                    name.toLowerCase(Locale.ROOT), new Hashtag(null, name, null, null, matcher.start(), matcher.end()));
        }

        assertThat(CaptionHashtags.of(caption)).containsExactlyElementsOf(expected.values());
    }

    @Test
    void everyCharacterIsClassifiedLikeRegularExpression() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String text = Character.toString(character);
            String caption = "#" + text + " #z" + text + "z";
            List<String> names =
                    CaptionHashtags.of(caption).stream().map(Hashtag::name).toList();
            List<String> expected = HASHTAG.matcher(caption)
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
            if (!names.equals(expected)) {
                assertThat(names).as("U+%X", character).isEqualTo(expected);
            }
        }
    }

    @Property
    void indicesDelimitNames(@ForAll String caption) {
        assertIndices(caption, CaptionHashtags.of(caption));
        assertIndices("#" + caption, CaptionHashtags.of("#" + caption));
    }

    private static void assertIndices(String caption, List<Hashtag> hashtags) {
        assertThat(hashtags).allSatisfy(hashtag -> assertThat(caption.substring(hashtag.start(), hashtag.end()))
                .isEqualTo("#" + hashtag.name()));
    }
}
