package io.github.cameltiktok.provider.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.Hashtag;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptionHashtagsTest {

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
    void finds(String caption, String names) {
        List<Hashtag> hashtags = CaptionHashtags.of(caption);

        assertThat(hashtags)
                .extracting(Hashtag::name)
                .containsExactlyElementsOf(names == null ? List.of() : Arrays.asList(names.split(" ")));
        assertPlaces(caption, hashtags);
    }

    @Test
    void findsEachOnceWithoutRegardToCaseWhereItStandsFirst() {
        assertThat(CaptionHashtags.of("#Fun #other #FUN #fun #ФОН #фон"))
                .containsExactly(
                        new Hashtag(null, "Fun", null, null, 0, 4),
                        new Hashtag(null, "other", null, null, 5, 11),
                        new Hashtag(null, "ФОН", null, null, 22, 26));
    }

    @Test
    void findsThemOnAnyLine() {
        assertThat(CaptionHashtags.of("a\n#b\r\n#c\u2028#d"))
                .extracting(Hashtag::name)
                .containsExactly("b", "c", "d");
    }

    @Test
    void findsNoneWhereThereIsNoCaption() {
        assertThat(CaptionHashtags.of(null)).isEmpty();
        assertThat(CaptionHashtags.of("")).isEmpty();
    }

    @Test
    void copesWithAVeryLongCaption() {
        String name = "a𝒜\u200D".repeat(500_000) + "z";

        assertThat(CaptionHashtags.of("#" + name)).extracting(Hashtag::name).containsExactly(name);
        assertThat(CaptionHashtags.of("#\u200D".repeat(500_000))).isEmpty();
        assertThat(CaptionHashtags.of("#a" + "\u200D".repeat(500_000)))
                .extracting(Hashtag::name)
                .containsExactly("a");
    }

    @Property
    void placesAlwaysFit(@ForAll String caption) {
        assertPlaces(caption, CaptionHashtags.of(caption));
        assertPlaces("#" + caption, CaptionHashtags.of("#" + caption));
    }

    private static void assertPlaces(String caption, List<Hashtag> hashtags) {
        assertThat(hashtags).allSatisfy(hashtag -> assertThat(caption.substring(hashtag.start(), hashtag.end()))
                .isEqualTo("#" + hashtag.name()));
    }
}
