package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1750093630           | "2020-01-01 00:00:00"       | 2025-06-16T17:07:10Z
                    "1750093630"         | "2020-01-01 00:00:00"       | 2025-06-16T17:07:10Z
                    1750093630.25        | null                        | 2025-06-16T17:07:10.250Z
                    null                 | "2025-06-16 17:07:10"       | 2025-06-16T17:07:10Z
                    0                    | "2025-06-16 17:07:10"       | 2025-06-16T17:07:10Z
                    -5                   | "2025-06-16 17:07:10"       | 2025-06-16T17:07:10Z
                    1750093630000        | "2020-01-01 00:00:00"       | 2025-06-16T17:07:10Z
                    "1750093630250"      | "2020-01-01 00:00:00"       | 2025-06-16T17:07:10.250Z
                    1750093630250.5      | null                        | 2025-06-16T17:07:10.250500Z
                    1.75009363e12        | null                        | 2025-06-16T17:07:10Z
                    99999999999          | null                        | 5138-11-16T09:46:39Z
                    100000000000         | null                        | 1973-03-03T09:46:40Z
                    253402300799000      | null                        | 9999-12-31T23:59:59Z
                    253402300799001      | "2025-06-16 17:07:10"       | 2025-06-16T17:07:10Z
                    1750093630000000     | "2025-06-16 17:07:10"       | 2025-06-16T17:07:10Z
                    1e999999999          | "2025-06-16 17:07:10"       | 2025-06-16T17:07:10Z
                    "soon"               | " 2025-06-16 17:07:10 "     | 2025-06-16T17:07:10Z
                    []                   | "2025-06-16T17:07:10Z"      | 2025-06-16T17:07:10Z
                    true                 | "2025-06-16T19:07:10+02:00" | 2025-06-16T17:07:10Z
                    """)
    void apiDirectTimeIsReadFromSecondsOrText(String seconds, String text, String expected) {
        JsonNode video = Lookup.APIDIRECT_VIDEO.json(Lookup.APIDIRECT_VIDEO
                .sample()
                .with("/video/date_timestamp", seconds)
                .with("/video/date", text));
        JsonNode user = Lookup.APIDIRECT_USER.json(Lookup.APIDIRECT_USER
                .sample()
                .with("/user/date_joined_timestamp", seconds)
                .with("/user/date_joined", text));

        assertThat(video.path("publishedAt").textValue()).isEqualTo(expected);
        assertThat(video.at("/source/inferred")).isEmpty();
        assertThat(user.path("joinedAt").textValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1704067200   | "2020-01-01T00:00:00.000Z" | 2024-01-01T00:00:00Z
                    "1704067200" | "2020-01-01T00:00:00.000Z" | 2024-01-01T00:00:00Z
                    1704067200000 | null                      | 2024-01-01T00:00:00Z
                    "1704067200001" | "2020-01-01T00:00:00.000Z" | 2024-01-01T00:00:00.001Z
                    0            | "2024-01-01T00:00:00.000Z" | 2024-01-01T00:00:00Z
                    null         | "2024-01-01T00:00:00.123Z" | 2024-01-01T00:00:00.123Z
                    {}           | "2024-01-01T00:00:00.000Z" | 2024-01-01T00:00:00Z
                    """)
    void dumplingAiTimeIsReadFromSecondsOrText(String seconds, String text, String expected) {
        JsonNode video = Lookup.DUMPLINGAI_VIDEO.json(
                Lookup.DUMPLINGAI_VIDEO.sample().with("/createTime", seconds).with("/createTimeISO", text));

        assertThat(video.path("publishedAt").textValue()).isEqualTo(expected);
        assertThat(video.at("/source/inferred")).extracting(JsonNode::textValue).doesNotContain("publishedAt");
    }

    private static final String NO_TIMES = """
            0    | "1970-01-01 00:00:00"
            null | null
            0    | "1970-01-01T00:00:00.000Z"
            null | ""
            null | "yesterday"
            null | "2025-06-16"
            null | "0000-00-00 00:00:00"
            null | "2025-13-01 00:00:00"
            null | "+999999999-12-31T23:59:59Z"
            null | "-0044-03-15T12:00:00Z"
            null | 1750093630
            -1   | {}
            1e20 | []
            """;

    /** The upload of the sample started 22 s before its publication. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = NO_TIMES)
    void missingPublicationTimeIsDerivedFromId(String seconds, String text) {
        JsonNode video = Lookup.APIDIRECT_VIDEO.json(Lookup.APIDIRECT_VIDEO
                .sample()
                .with("/video/date_timestamp", seconds)
                .with("/video/date", text));

        assertThat(video.path("publishedAt").textValue()).isEqualTo("2025-06-16T17:06:48Z");
        assertThat(video.at("/source/inferred")).extracting(JsonNode::textValue).containsExactly("publishedAt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = NO_TIMES)
    void missingJoinTimeStaysUnknown(String seconds, String text) {
        JsonNode user = Lookup.APIDIRECT_USER.json(Lookup.APIDIRECT_USER
                .sample()
                .with("/user/date_joined_timestamp", seconds)
                .with("/user/date_joined", text));

        assertThat(user.has("joinedAt")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1704067200", "1704067200000", "\"1704067200000\""})
    void joinTimeMayBeInMilliseconds(String time) {
        Sample sample = Lookup.DUMPLINGAI_USER.sample().with("/user/createTime", time);

        assertThat(Lookup.DUMPLINGAI_USER.json(sample).path("joinedAt").textValue())
                .isEqualTo("2024-01-01T00:00:00Z");
    }

    @Test
    void joinTimeOf0IsUnknown() {
        Sample sample = Lookup.DUMPLINGAI_USER.sample().with("/user/createTime", "0");

        assertThat(Lookup.DUMPLINGAI_USER.json(sample).has("joinedAt")).isFalse();
    }

    @Test
    void givenTimeWinsOverTimeInId() {
        Sample sample = Lookup.APIDIRECT_VIDEO.sample().with("/video/date_timestamp", "1400000000");

        assertThat(Lookup.APIDIRECT_VIDEO.json(sample).path("publishedAt").textValue())
                .isEqualTo("2014-05-13T16:53:20Z");
    }

    @Test
    void publicationTimeIsDerivedFromIdForAllProviders() {
        JsonNode dumplingAi = Lookup.DUMPLINGAI_VIDEO.json(
                Lookup.DUMPLINGAI_VIDEO.sample().without("/createTime").without("/createTimeISO"));
        JsonNode peekalink =
                Lookup.PEEKALINK_VIDEO.json(Lookup.PEEKALINK_VIDEO.sample().without("/tiktokVideo/publishedAt"));

        assertThat(dumplingAi.path("publishedAt").textValue()).isEqualTo("2024-01-07T06:09:16Z");
        assertThat(dumplingAi.at("/source/inferred"))
                .extracting(JsonNode::textValue)
                .contains("publishedAt");
        assertThat(peekalink.path("publishedAt").textValue()).isEqualTo("2019-12-09T18:15:34Z");
        assertThat(peekalink.at("/source/inferred"))
                .extracting(JsonNode::textValue)
                .contains("publishedAt");
    }

    /** Ids from before 2016, of a documented sample, from the future, and two beyond 63 bits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7123456789",
                "6234000000000000000",
                "7800000000000000000",
                "9223372036854775808",
                "9999999999999999999",
                "1234567890123456789012345"
            })
    void idWithoutPlausibleTimeIsIgnored(String id) {
        Sample sample = Lookup.APIDIRECT_VIDEO
                .sample()
                .with("/video/video_id", '"' + id + '"')
                .without("/video/date_timestamp")
                .without("/video/date");
        JsonNode video = Lookup.APIDIRECT_VIDEO.json(sample);

        assertThat(video.has("publishedAt")).isFalse();
        assertThat(video.path("id").textValue()).isEqualTo(id);
        assertThat(video.at("/source/inferred")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://v16.example.com/a.mp4?x-expires=1750266000&x-signature=abc | 2025-06-18T17:00:00Z
                    https://v16.example.com/a.mp4?a=b&x-expires=1750266000             | 2025-06-18T17:00:00Z
                    https://v16.example.com/a.mp4?expire=1750266000                    | 2025-06-18T17:00:00Z
                    https://v16.example.com/a.mp4?a=1&expire=1750266000&signature=x    | 2025-06-18T17:00:00Z
                    https://v16.example.com/0123456789abcdef0123456789abcdef/6852f090/a.mp4?a=1 | 2025-06-18T17:00:00Z
                    https://v16.example.com/a.mp4?expire=1750266000000                 |
                    https://v16.example.com/a.mp4?x-expires=soon                       |
                    https://v16.example.com/a.mp4?not-x-expires=1750266000             |
                    https://v16.example.com/expire=1750266000/a.mp4                    |
                    https://v16.example.com/a.mp4                                      |
                    """)
    void expiryIsReadFromSignedUrl(String url, String expected) {
        String json = '"' + url + '"';
        JsonNode apiDirect = Lookup.APIDIRECT_VIDEO.json(Lookup.APIDIRECT_VIDEO
                .sample()
                .with("/video/video_url_hd", json)
                .with("/video/music_url", json)
                .with("/video/origin_cover", json)
                .with("/video/author_avatar", json));
        JsonNode dumplingAi = Lookup.DUMPLINGAI_VIDEO.json(Lookup.DUMPLINGAI_VIDEO
                .sample()
                .with("/video/playAddr", json)
                .with("/music/playUrl", json.replace("a.mp4", "a.mp3"))
                .with("/video/cover", json)
                .with("/author/avatarThumb", json));

        for (String place : new String[] {
            "/media/1/expiresAt", "/music/urlExpiresAt", "/covers/1/expiresAt", "/author/avatars/0/expiresAt"
        }) {
            assertThat(apiDirect.at(place).textValue()).as(place).isEqualTo(expected);
        }
        for (String place : new String[] {
            "/media/0/expiresAt", "/music/urlExpiresAt", "/covers/0/expiresAt", "/author/avatars/0/expiresAt"
        }) {
            assertThat(dumplingAi.at(place).textValue()).as(place).isEqualTo(expected);
        }
    }
}
