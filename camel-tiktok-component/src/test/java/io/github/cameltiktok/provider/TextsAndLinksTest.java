package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cameltiktok.model.Schemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextsAndLinksTest {

    private static final String CAPTIONS = """
            APIDIRECT_VIDEO,  /video/title
            DUMPLINGAI_VIDEO, /desc
            PEEKALINK_VIDEO,  /tiktokVideo/text
            """;

    @ParameterizedTest
    @CsvSource(textBlock = CAPTIONS)
    void captionIsReadUnchanged(Lookup lookup, String field) {
        for (String caption : new String[] {
            "line\nline\r\n\tline",
            " blanks around ",
            "مرحبا #بحر \u202Bright\u202C",
            "👨‍👩‍👧‍👦 🇩🇪 ❤️ #️⃣",
            "half \uD83D of a pair",
            "\u0000 and \u2028",
            "x".repeat(10_000)
        }) {
            JsonNode json = lookup.json(lookup.sample().with(field, TextNode.valueOf(caption)));

            assertThat(json.path("caption").textValue()).isEqualTo(caption);
        }
    }

    /** An empty text is unknown. */
    @ParameterizedTest
    @EnumSource
    void emptyTextIsOmitted(Lookup lookup) {
        for (String empty : new String[] {"\"\"", "\" \"", "\"\\n\\t\""}) {
            Sample sample = lookup.sample();
            for (String place : sample.leaves()) {
                if (sample.at(place).isTextual() && !place.equals("/type")) {
                    sample = sample.with(place, empty);
                }
            }
            JsonNode json = lookup.json(sample);

            assertThat(json.findValuesAsText("name")).isEmpty();
            assertThat(json.toString()).doesNotContain("\"\"").doesNotContain("\" \"");
            assertThat(Schemas.errors(lookup.read(sample.answer()))).isEmpty();
        }
    }

    /** The samples of two providers contain no leading {@code @}. One provider documents that it is optional. */
    @ParameterizedTest
    @CsvSource({
        "APIDIRECT_VIDEO,  /video/author,               /author/handle",
        "APIDIRECT_USER,   /user/username,              /handle",
        "DUMPLINGAI_VIDEO, /author/uniqueId,            /author/handle",
        "DUMPLINGAI_USER,  /user/uniqueId,              /handle",
        "PEEKALINK_VIDEO,  /tiktokVideo/user/username,  /author/handle"
    })
    void handleHasNoAtSign(Lookup lookup, String field, String handle) {
        String given = lookup.sample().at(field).textValue();

        assertThat(lookup.json(lookup.sample().with(field, "\"@" + given + "\""))
                        .at(handle)
                        .textValue())
                .isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "APIDIRECT_VIDEO,  /video/video_url_watermarked, /media/2",
        "APIDIRECT_VIDEO,  /video/music_url,             /music/url",
        "APIDIRECT_VIDEO,  /video/music_cover,           /music/coverUrl",
        "APIDIRECT_VIDEO,  /video/dynamic_cover,         /covers/2",
        "APIDIRECT_VIDEO,  /video/author_avatar,         /author/avatars/0",
        "APIDIRECT_USER,   /user/avatar_hd,              /avatars/1",
        "DUMPLINGAI_VIDEO, /video/downloadAddr,          /media/1",
        "DUMPLINGAI_VIDEO, /video/cover,                 /covers/0",
        "DUMPLINGAI_VIDEO, /challenges/0/coverThumb,     /hashtags/0/coverUrl",
        "DUMPLINGAI_USER,  /user/avatarLarger,           /avatars/2",
        "PEEKALINK_VIDEO,  /image/original/url,          /covers/3",
        "PEEKALINK_USER,   /tiktokUser/avatar/original/url, /avatars/3"
    })
    void invalidUrlIsOmitted(Lookup lookup, String field, String place) {
        for (String given : new String[] {
            "\"\"",
            "\"none\"",
            "\"/relative.jpg\"",
            "\"//cdn.example.com/a.jpg\"",
            "\"ftp://example.com/a\"",
            "\"javascript:alert(1)\"",
            "\"https://\"",
            "\"https://example.com/a b\"",
            "\"https://example.com/\\n\"",
            "17",
            "{}"
        }) {
            JsonNode json = lookup.json(lookup.sample().with(field, given));

            assertThat(json.at(place).isMissingNode()).as(given).isTrue();
        }
        String odd = "https://example.com/~c5_100x100:q75.webp?a=b|c&d={e}#é";
        assertThat(lookup.json(lookup.sample().with(field, '"' + odd + '"'))
                        .at(place)
                        .toString())
                .contains(odd);
    }

    private static final String BIO_LINKS = """
            APIDIRECT_USER,  /user/bio_link
            DUMPLINGAI_USER, /user/bioLink/link
            PEEKALINK_USER,  /tiktokUser/url
            """;

    @ParameterizedTest
    @CsvSource(textBlock = BIO_LINKS)
    void bioLinkWithSchemeIsReadUnchanged(Lookup lookup, String field) {
        for (String link : new String[] {
            "https://bit.ly/3Zn5cDf",
            "http://example.com",
            "HTTPS://EXAMPLE.COM/A",
            "mailto:me@example.com",
            "https://münchen.example/ä b",
            "snssdk1233://user/1"
        }) {
            JsonNode json = lookup.json(lookup.sample().with(field, '"' + link + '"'));

            assertThat(json.path("bioLink").textValue()).isEqualTo(link);
            assertThat(json.at("/source/inferred"))
                    .extracting(JsonNode::textValue)
                    .doesNotContain("bioLink");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = BIO_LINKS)
    void bioLinkWithoutSchemeIsDerived(Lookup lookup, String field) {
        String[][] table = {
            {"linktr.ee/tiktok", "https://linktr.ee/tiktok"},
            {" linktr.ee/tiktok ", "https://linktr.ee/tiktok"},
            {"//linktr.ee/tiktok", "https://linktr.ee/tiktok"},
            {"www.example.com", "https://www.example.com"},
            {"example.com:8080/a", "https://example.com:8080/a"},
            {"example.com?u=https://other.example", "https://example.com?u=https://other.example"},
            {"javascript:alert(1)", "https://javascript:alert(1)"}
        };
        for (String[] row : table) {
            JsonNode json = lookup.json(lookup.sample().with(field, '"' + row[0] + '"'));

            assertThat(json.path("bioLink").textValue()).isEqualTo(row[1]);
            assertThat(json.at("/source/inferred"))
                    .extracting(JsonNode::textValue)
                    .contains("bioLink");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.tiktok.com/@khaby.lame",
                "https://www.tiktok.com/@khaby.lame?lang=en",
                "https://m.tiktok.com/@someone",
                "tiktok.com/@khaby.lame",
                "HTTPS://WWW.TikTok.COM/%40khaby.lame",
                "@khaby.lame",
                " @khaby.lame "
            })
    void peekalinkProfileUrlIsNoBioLink(String url) {
        JsonNode json =
                Lookup.PEEKALINK_USER.json(Lookup.PEEKALINK_USER.sample().with("/tiktokUser/url", '"' + url + '"'));

        assertThat(json.has("bioLink")).isFalse();
        assertThat(json.path("url").textValue()).isEqualTo("https://www.tiktok.com/@khaby.lame");
    }

    /** A handle must not change the path of a link. */
    @ParameterizedTest
    @CsvSource({
        "APIDIRECT_VIDEO,  /video/author,    /video/author_url, /author/url",
        "APIDIRECT_USER,   /user/username,   /user/url,         /url",
        "DUMPLINGAI_VIDEO, /author/uniqueId, /none,             /author/url",
        "DUMPLINGAI_USER,  /user/uniqueId,   /none,             /url"
    })
    void invalidHandleMakesNoUrl(Lookup lookup, String field, String urlField, String url) {
        for (String handle : new String[] {"a/../b", "a b", "a?b", "ünï", "@", "a\\\\b", "a#"}) {
            Sample sample = lookup.sample().with(field, '"' + handle + '"').without(urlField);
            JsonNode json = lookup.json(sample);

            assertThat(json.toString()).doesNotContain("tiktok.com/@" + handle);
            assertThat(Schemas.errors(lookup.read(sample.answer()))).isEmpty();
            if (!handle.equals("@")) {
                assertThat(json.at(url).isMissingNode()).as(handle).isTrue();
            }
        }
    }
}
