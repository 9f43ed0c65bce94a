package io.github.cameltiktok.provider.dumplingai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.provider.Lookup;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DumplingAiUserTest {

    private static final Lookup USER = Lookup.DUMPLINGAI_USER;

    /** At 32 bits, 2147483648 likes overflow to a negative number, and twice as many to a small one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"heartCount": "2500000123"} | {"heart": 9, "heartCount": 9}                    | 2500000123
                    {"heartCount": 0}            | {"heart": 9, "heartCount": 9}                    | 0
                    {"heartCount": "-1"}         | {"heart": 7, "heartCount": 9}                    | 9
                    {"heartCount": "many"}       | {"heart": 7, "heartCount": 9}                    | 9
                    {}                           | {"heart": 2500000000, "heartCount": -1794967296} | 2500000000
                    {}                           | {"heart": 205032704, "heartCount": 4500000000}   | 4500000000
                    {}                           | {"heart": "4500000000", "heartCount": 205032704} | 4500000000
                    {}                           | {"heart": 5}                                     | 5
                    {}                           | {"heartCount": 5}                                | 5
                    {}                           | {"heart": 0, "heartCount": 0}                    | 0
                    {}                           | {"heart": -1, "heartCount": 3}                   | 3
                    {}                           | {"heart": -1, "heartCount": -3}                  |
                    null                         | {}                                               |
                    """)
    void likesAreExactCounterOrLargerRoundedOne(String exact, String rounded, Long likes) {
        JsonNode value = USER.json(USER.sample().with("/statsV2", exact).with("/stats", rounded))
                .at("/stats/likes");

        assertThat(value.isMissingNode() ? null : value.longValue()).isEqualTo(likes);
    }

    @ParameterizedTest
    @CsvSource({
        "followerCount,  followers",
        "followingCount, following",
        "videoCount,     videos",
        "diggCount,      liked"
    })
    void exactCounterWinsOverRoundedOne(String field, String counter) {
        Sample sample = USER.sample().with("/statsV2", "{\"" + field + "\": \"1234567\"}");

        assertThat(USER.json(sample).at("/stats/" + counter).longValue()).isEqualTo(1234567);
        assertThat(USER.json(sample.with("/statsV2/" + field, "\"-1\""))).isEqualTo(USER.json(USER.sample()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"https://example.com/me\"", "{\"link\": \"\"}"})
    void emptyBioLinkIsAbsent(String bioLink) {
        JsonNode json = USER.json(USER.sample().with("/user/bioLink", bioLink));

        assertThat(json.has("bioLink")).isFalse();
        assertThat(json.path("bio").textValue()).isEqualTo("User bio text\nsecond line");
    }

    @Test
    void countersAloneAreRecordOfRequestedCreator() {
        JsonNode json = USER.json(Sample.parse("{\"user\": {}, \"stats\": {\"followerCount\": 0}}"));

        assertThat(json).isEqualTo(Responses.json("""
                                {"handle": "username", "url": "https://www.tiktok.com/@username",
                                 "stats": {"followers": 0}, "avatars": [],
                                 "source": {"provider": "dumplingai", "retrievedAt": "2026-11-22T10:15:30Z",
                                            "inferred": ["handle", "url"]}}"""));
    }

    @Test
    void privateAccountHasPrivateVisibility() {
        assertThat(USER.json(USER.sample().with("/user/privateAccount", "true"))
                        .path("visibility")
                        .textValue())
                .isEqualTo("PRIVATE");
        assertThat(USER.json(USER.sample().without("/user/privateAccount")).has("visibility"))
                .isFalse();
    }
}
