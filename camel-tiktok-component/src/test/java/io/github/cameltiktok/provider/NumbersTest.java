package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.Schemas;
import io.github.cameltiktok.provider.mapping.BodyReader;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of varying types, and impossible numbers. */
final class NumbersTest {

    private static final String COUNTERS = """
            APIDIRECT_VIDEO,  /video/play_count,            /stats/plays
            APIDIRECT_VIDEO,  /video/comments,              /stats/comments
            APIDIRECT_USER,   /user/likes,                  /stats/likes
            DUMPLINGAI_VIDEO, /stats/playCount,             /stats/plays
            DUMPLINGAI_VIDEO, /stats/collectCount,          /stats/saves
            DUMPLINGAI_USER,  /stats/followerCount,         /stats/followers
            DUMPLINGAI_USER,  /stats/heartCount,            /stats/likes
            PEEKALINK_VIDEO,  /tiktokVideo/playsCount,      /stats/plays
            PEEKALINK_USER,   /tiktokUser/followersCount,   /stats/followers
            """;

    @ParameterizedTest
    @CsvSource(textBlock = COUNTERS)
    void counterIsReadUnchanged(Lookup lookup, String field, String counter) {
        assertCounter(lookup, field, counter, "0", "0");
        assertCounter(lookup, field, counter, "\"0\"", "0");
        assertCounter(lookup, field, counter, "1994967296", "1994967296");
        assertCounter(lookup, field, counter, "\"18912653\"", "18912653");
        assertCounter(lookup, field, counter, "9007199254740993", "9007199254740993");
        assertCounter(lookup, field, counter, "9223372036854775807", "9223372036854775807");
        assertCounter(lookup, field, counter, "\"9223372036854775807\"", "9223372036854775807");
        assertCounter(lookup, field, counter, "12.0", "12");
        assertCounter(lookup, field, counter, "1.2e3", "1200");
    }

    @ParameterizedTest
    @CsvSource(textBlock = COUNTERS)
    void impossibleCounterIsUnknownNotZero(Lookup lookup, String field, String counter) {
        for (String impossible : new String[] {
            "-1",
            "\"-1\"",
            "-2147483648",
            "9223372036854775808",
            "\"9223372036854775808\"",
            "1" + "0".repeat(500),
            "1.5",
            "\"1.5\"",
            "1e999999999",
            "-1e999999999",
            "\"1e5\"",
            "\"12K\"",
            "\"1,234\"",
            "\"\"",
            "\" \"",
            "\"NaN\"",
            "\"٣\"",
            "true",
            "false",
            "null",
            "{}",
            "[]",
            "[5]"
        }) {
            JsonNode json = lookup.json(lookup.sample().with(field, impossible));

            assertThat(json.at(counter).isMissingNode()).as(impossible).isTrue();
        }
    }

    private static void assertCounter(Lookup lookup, String field, String counter, String given, String expected) {
        JsonNode value = lookup.json(lookup.sample().with(field, given)).at(counter);

        assertThat(value.isIntegralNumber()).as(given).isTrue();
        assertThat(value.asText()).as(given).isEqualTo(expected);
    }

    private static final String DURATIONS = """
            APIDIRECT_VIDEO,  /video/duration,       /durationSeconds
            APIDIRECT_VIDEO,  /video/music_duration, /music/durationSeconds
            DUMPLINGAI_VIDEO, /video/duration,       /durationSeconds
            DUMPLINGAI_VIDEO, /music/duration,       /music/durationSeconds
            """;

    @ParameterizedTest
    @CsvSource(textBlock = DURATIONS)
    void durationIsNotRounded(Lookup lookup, String field, String duration) {
        String digits = "9".repeat(30);
        for (String given : new String[] {
            "60",
            "600",
            "15.5",
            "0.001",
            "61.123456789",
            "\"66.10\"",
            "\"7\"",
            '"' + digits + '"',
            '"' + digits + '.' + digits + '"'
        }) {
            String text =
                    lookup.json(lookup.sample().with(field, given)).at(duration).asText();

            assertThat(text).isEqualTo(given.replace("\"", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = DURATIONS)
    void impossibleDurationIsUnknown(Lookup lookup, String field, String duration) {
        for (String given : new String[] {
            "0",
            "\"0\"",
            "0.0",
            "-1",
            "1e30",
            "1e-31",
            "1e300",
            "1e-300",
            "1e999999999",
            "\"\"",
            "\"1:05\"",
            "\"" + "9".repeat(31) + "\"",
            "\"1." + "0".repeat(31) + "\"",
            "true",
            "[]"
        }) {
            JsonNode json = lookup.json(lookup.sample().with(field, given));

            assertThat(json.at(duration).isMissingNode()).as(given).isTrue();
        }
    }

    /** Providers send a size or width of 0 if the value is unknown. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    APIDIRECT_VIDEO,  /video/size,            /media/0/sizeBytes
                    APIDIRECT_VIDEO,  /video/size_hd,         /media/1/sizeBytes
                    DUMPLINGAI_VIDEO, /video/width,           /media/0/width
                    DUMPLINGAI_VIDEO, /video/height,          /media/1/height
                    DUMPLINGAI_VIDEO, /video/bitrate,         /media/0/bitrate
                    PEEKALINK_VIDEO,  /image/thumbnail/width, /covers/0/width
                    PEEKALINK_USER,   /tiktokUser/avatar/large/height, /avatars/2/height
                    """)
    void impossibleSizeIsUnknownButFileIsKept(Lookup lookup, String field, String size) {
        for (String given :
                new String[] {"0", "-5", "1.5", "1e999999999", "99999999999999999999", "\"big\"", "true", "{}"}) {
            JsonNode json = lookup.json(lookup.sample().with(field, given));

            assertThat(json.at(size).isMissingNode()).as(given).isTrue();
            assertThat(json.at(size.substring(0, size.lastIndexOf('/')) + "/url")
                            .isTextual())
                    .isTrue();
        }
        assertThat(lookup.json(lookup.sample().with(field, "\"720\"")).at(size).asText())
                .isEqualTo("720");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    DUMPLINGAI_VIDEO, /video/width,           /media/0/width
                    DUMPLINGAI_VIDEO, /textExtra/0/start,     /hashtags/1/start
                    DUMPLINGAI_VIDEO, /textExtra/0/end,       /hashtags/1/end
                    PEEKALINK_VIDEO,  /image/thumbnail/width, /covers/0/width
                    """)
    void pixelsAndPlacesInATextFit31Bits(Lookup lookup, String field, String place) {
        assertThat(lookup.json(lookup.sample().with(field, "2147483647"))
                        .at(place)
                        .intValue())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(lookup.json(lookup.sample().with(field, "2147483648"))
                        .at(place)
                        .isMissingNode())
                .isTrue();
    }

    private record Exponents(
            @Nullable BigDecimal large,
            @Nullable BigDecimal larger,
            @Nullable BigDecimal small,
            @Nullable BigDecimal smaller) {}

    /** A JSON number is read as a double and written without exponent. */
    @Test
    void exponentExpandsToAtMost30Digits() {
        Exponents fields = BodyReader.of(Exponents.class)
                .read(Responses.ok("{\"large\": 1e29, \"larger\": 1e30, \"small\": 1e-29, \"smaller\": 1e-30}"));

        assertThat(fields.large()).isEqualTo(new BigDecimal("1" + "0".repeat(29)));
        assertThat(fields.larger()).isNull();
        assertThat(fields.small()).isEqualTo(new BigDecimal("0." + "0".repeat(28) + "10"));
        assertThat(fields.smaller()).isNull();
    }

    private static final String IDS = """
            APIDIRECT_VIDEO,  /video/author_id,            /author/id
            APIDIRECT_VIDEO,  /video/music_id,             /music/id
            APIDIRECT_VIDEO,  /video/mentioned_user_ids/0, /mentions/0/id
            APIDIRECT_USER,   /user/user_id,               /id
            DUMPLINGAI_VIDEO, /author/id,                  /author/id
            DUMPLINGAI_VIDEO, /challenges/0/id,            /hashtags/0/id
            DUMPLINGAI_VIDEO, /textExtra/0/hashtagId,      /hashtags/1/id
            DUMPLINGAI_USER,  /user/id,                    /id
            """;

    @ParameterizedTest
    @CsvSource(textBlock = IDS)
    void idKeepsAllDigits(Lookup lookup, String field, String id) {
        for (String given : new String[] {
            "9007199254740993", "6659752019493208069", "9223372036854775809", "18446744073709551617", "7"
        }) {
            assertThat(lookup.json(lookup.sample().with(field, given)).at(id).textValue())
                    .isEqualTo(given);
            assertThat(lookup.json(lookup.sample().with(field, '"' + given + '"'))
                            .at(id)
                            .textValue())
                    .isEqualTo(given);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = IDS)
    void invalidIdIsAbsent(Lookup lookup, String field, String id) {
        for (String given : new String[] {
            "0",
            "\"0\"",
            "\"00\"",
            "-7",
            "7.5",
            "7.516594811734855e18",
            "\"abc\"",
            "\"\"",
            "\" 7\"",
            "\"٧\"",
            "true",
            "{}"
        }) {
            JsonNode json = lookup.json(lookup.sample().with(field, given));

            assertThat(json.at(id).isMissingNode()).as(given).isTrue();
            assertThat(Schemas.errors(
                            lookup.read(lookup.sample().with(field, given).answer())))
                    .isEmpty();
        }
    }
}
