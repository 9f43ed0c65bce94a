package io.github.cameltiktok.provider.dumplingai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Schemas;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.Lookup;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DumplingAiVideoTest {

    private static final Lookup VIDEO = Lookup.DUMPLINGAI_VIDEO;

    @ParameterizedTest
    @CsvSource({
        "playCount,    plays",
        "diggCount,    likes",
        "commentCount, comments",
        "shareCount,   shares",
        "collectCount, saves"
    })
    void exactCounterWinsCounterByCounter(String field, String counter) {
        Sample rounded = VIDEO.sample().with("/stats/" + field, "1000000");

        assertThat(counter(rounded.with("/statsV2", "{\"" + field + "\": \"1000123\"}"), counter))
                .isEqualTo(1000123);
        assertThat(counter(rounded.with("/statsV2", "{\"" + field + "\": 1000123}"), counter))
                .isEqualTo(1000123);
        assertThat(counter(rounded.with("/statsV2", "{\"" + field + "\": \"0\"}"), counter))
                .isZero();
        assertThat(counter(rounded.without("/stats").with("/statsV2", "{\"" + field + "\": \"7\"}"), counter))
                .isEqualTo(7);
        for (String broken : List.of("\"-5\"", "\"\"", "null", "\"many\"", "{}", "\"99999999999999999999\"")) {
            Sample sample = rounded.with("/statsV2", "{\"" + field + "\": " + broken + ", \"other\": \"1\"}");

            assertThat(counter(sample, counter)).as(broken).isEqualTo(1000000);
        }
        for (String hollow : List.of("{}", "[]", "null", "\"x\"")) {
            assertThat(VIDEO.json(VIDEO.sample().with("/statsV2", hollow))).isEqualTo(VIDEO.json(VIDEO.sample()));
        }
    }

    private static long counter(Sample sample, String counter) {
        return VIDEO.json(sample).at("/stats/" + counter).longValue();
    }

    @Test
    void commentsOf0BesideMillionsOfPlaysAreReal() {
        assertThat(VIDEO.json(VIDEO.sample().with("/stats/commentCount", "0"))
                        .at("/stats/comments")
                        .isIntegralNumber())
                .isTrue();
    }

    @Test
    void statsAreAbsentWithoutCounters() {
        assertThat(VIDEO.json(VIDEO.sample().without("/stats")).has("stats")).isFalse();
        assertThat(VIDEO.json(VIDEO.sample().with("/stats", "{\"playCount\": -1}"))
                        .has("stats"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"\"", "false", "{\"uniqueId\": \"\", \"id\": \"0\"}"})
    void postWithoutAuthorIsRecord(String author) {
        JsonNode json = VIDEO.json(VIDEO.sample().with("/author", author));

        assertThat(json.has("author")).isFalse();
        assertThat(json.path("url").textValue()).isEqualTo("https://www.tiktok.com/@_/video/7321234567890123456");
        assertThat(json.path("caption").isTextual()).isTrue();
    }

    @Test
    void authorIsNotDerivedFromRequestedLink() {
        assertThat(VIDEO.subject().handle()).isEqualTo("username");
        assertThat(VIDEO.json(VIDEO.sample().without("/author")).has("author")).isFalse();
    }

    @Test
    void authorAsTextIsReadWithIdAndNicknameOfPost() {
        Sample sample = VIDEO.sample()
                .with("/author", "\"Some.One\"")
                .with("/authorId", "\"6659752019493208069\"")
                .with("/nickname", "\"Some One\"");
        TikTokVideo video = (TikTokVideo) VIDEO.read(sample.answer());

        assertThat(video.author())
                .isEqualTo(new Author(
                        "6659752019493208069",
                        "Some.One",
                        "Some One",
                        null,
                        null,
                        null,
                        "https://www.tiktok.com/@Some.One",
                        List.of()));
        assertThat(video.url()).isEqualTo("https://www.tiktok.com/@Some.One/video/7321234567890123456");
    }

    @Test
    void authorAsTextMayLackHandle() {
        Sample sample = VIDEO.sample()
                .with("/author", "\"\"")
                .with("/authorId", "6659752019493208069")
                .with("/nickname", "\"Some One\"");

        assertThat(VIDEO.json(sample).path("author")).isEqualTo(Responses.json("""
                                {"id": "6659752019493208069", "name": "Some One", "avatars": []}"""));
    }

    @Test
    void authorObjectIgnoresIdAndNicknameOfPost() {
        Sample sample = VIDEO.sample().with("/authorId", "\"1\"").with("/nickname", "\"Other\"");

        assertThat(VIDEO.json(sample)).isEqualTo(VIDEO.json(VIDEO.sample()));
    }

    @Test
    void withdrawnSoundKeepsKnownFields() {
        JsonNode json = VIDEO.json(VIDEO.sample().with("/music/title", "\"\"").without("/music/playUrl"));

        assertThat(json.path("music")).isEqualTo(Responses.json("""
                                {"id": "7123456789", "author": "Artist Name", "original": false, "durationSeconds": 15}"""));
        assertThat(VIDEO.json(VIDEO.sample().with("/music", "{\"title\": \"\", \"id\": \"\"}"))
                        .has("music"))
                .isFalse();
    }

    @Test
    void undocumentedFieldsOfSoundAreRead() {
        JsonNode music = VIDEO.json(VIDEO.sample()
                        .with("/music/album", "\"The Album\"")
                        .with("/music/coverThumb", "\"https://example.com/t.jpeg\"")
                        .with("/music/coverLarge", "\"https://example.com/l.jpeg\""))
                .path("music");

        assertThat(music.path("album").textValue()).isEqualTo("The Album");
        assertThat(music.path("coverUrl").textValue()).isEqualTo("https://example.com/l.jpeg");
    }

    @Test
    void ageGatedPostWithoutContentIsRecord() {
        String body = """
                {"id": "7321234567890123456", "isContentClassified": true, "desc": "", "createTime": "1704067200",
                 "author": {}, "stats": {}, "video": {"duration": 0, "width": 0, "height": 0, "playAddr": ""}}""";
        TikTokVideo video = (TikTokVideo) VIDEO.read(Responses.ok(body));

        assertThat(video.id()).isEqualTo("7321234567890123456");
        assertThat(video.publishedAt()).hasToString("2024-01-01T00:00:00Z");
        assertThat(video.kind()).as("age gate empties the video").isNull();
        assertThat(video.author()).isNull();
        assertThat(video.stats()).isNull();
        assertThat(video.media()).isEmpty();
        assertThat(Schemas.errors(video)).isEmpty();
    }

    @Test
    void ageGatedPostOfShortLinkIsRecord() {
        TikTokVideo video = new DumplingAi()
                .video()
                .read(
                        TikTokLink.parse("https://vm.tiktok.com/ZMhKxyz/"),
                        Responses.ok("{\"id\": \"7321234567890123456\", \"isContentClassified\": true}"));

        assertThat(video.id()).isEqualTo("7321234567890123456");
    }

    @Test
    void idAloneIsRecordOnlyIfRequested() {
        TikTokVideo video = (TikTokVideo) VIDEO.read(Responses.ok("{\"id\": 7321234567890123456}"));

        assertThat(video.id()).isEqualTo("7321234567890123456");
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> VIDEO.read(Responses.ok("{\"id\": 7321234567890123457}")));
    }

    @Test
    void hashtagInBothListsIsMerged() {
        Sample sample = VIDEO.sample()
                .with("/desc", "\"🌈 look #FYP and #other #fyp\"")
                .with("/challenges/0/title", "\"fyp\"")
                .with("/textExtra", """
                        [{"hashtagName": "FYP", "hashtagId": "229207", "start": 8, "end": 12},
                         {"hashtagName": "other", "hashtagId": "5", "start": 17, "end": 23},
                         {"hashtagName": "fyp", "hashtagId": "229207", "start": 24, "end": 28}]""");
        TikTokVideo video = (TikTokVideo) VIDEO.read(sample.answer());

        assertThat(VIDEO.json(sample).path("hashtags")).isEqualTo(Responses.json("""
                                [{"id": "123456", "name": "fyp", "description": "Hashtag description",
                                  "coverUrl": "https://...jpeg", "start": 8, "end": 12},
                                 {"id": "5", "name": "other", "start": 17, "end": 23}]"""));
        assertThat(video.caption().substring(8, 12)).isEqualTo("#FYP");
        assertThat(video.caption().substring(17, 23)).isEqualTo("#other");
    }

    @Test
    void mergedHashtagTakesMissingIdFromSecondList() {
        Sample sample = VIDEO.sample().without("/challenges/0/id").with("/textExtra/0/hashtagName", "\"HashtagName\"");

        assertThat(VIDEO.json(sample).at("/hashtags/0/id").textValue()).isEqualTo("123");
        assertThat(VIDEO.json(sample).at("/hashtags/0/name").textValue()).isEqualTo("hashtagname");
        assertThat(VIDEO.json(sample).path("hashtags")).hasSize(1);
    }

    @Test
    void hashtagsAreNotDerivedFromCaption() {
        Sample sample = VIDEO.sample().without("/challenges").without("/textExtra");

        assertThat(VIDEO.json(sample).path("caption").textValue()).contains("#hashtags");
        assertThat(VIDEO.json(sample).path("hashtags")).isEmpty();
    }

    @Test
    void impossibleOffsetsAreOmitted() {
        Sample sample = VIDEO.sample().with("/textExtra/0/start", "-1").with("/textExtra/0/end", "99999999999");

        assertThat(VIDEO.json(sample).at("/hashtags/1"))
                .isEqualTo(Responses.json("{\"id\": \"123\", \"name\": \"hashtag1\"}"));
        assertThat(VIDEO.json(VIDEO.sample().with("/textExtra/0/start", "0"))
                        .at("/hashtags/1/start")
                        .isInt())
                .isTrue();
    }

    @Test
    void mentionHasHandleNotDisplayName() {
        Sample sample = VIDEO.sample()
                .with("/desc", "\"👨‍👩‍👧 with @Zara Larsson 🦄\"")
                .with("/textExtra", """
                        [{"userId": "205879097384816641", "userUniqueId": "zaralarsson", "hashtagName": "", "start": 14, "end": 27},
                         {"userId": "", "userUniqueId": "", "hashtagName": ""},
                         {"userId": 6659752019493208069},
                         {"userUniqueId": "@handle.only"}, null, 7, []]""");
        TikTokVideo video = (TikTokVideo) VIDEO.read(sample.answer());

        assertThat(VIDEO.json(sample).path("mentions")).isEqualTo(Responses.json("""
                                [{"id": "205879097384816641", "handle": "zaralarsson", "start": 14, "end": 27},
                                 {"id": "6659752019493208069"}, {"handle": "handle.only"}]"""));
        assertThat(video.caption().substring(14, 27)).isEqualTo("@Zara Larsson");
        assertThat(video.hashtags()).extracting("name").containsExactly("hashtagname");
    }

    /** These fields are absent from 15 to 29 % of real posts. */
    @Test
    void absentIsNeitherNoNor0() {
        Sample sample = VIDEO.sample();
        assertThat(VIDEO.json(sample).has("advertisement")).isFalse();
        assertThat(VIDEO.json(sample.with("/isAd", "false"))
                        .path("advertisement")
                        .isBoolean())
                .isTrue();
        assertThat(VIDEO.json(sample.with("/isAd", "true"))
                        .path("advertisement")
                        .booleanValue())
                .isTrue();
        assertThat(VIDEO.json(sample.with("/duetEnabled", "false"))
                        .at("/permissions/duet")
                        .isBoolean())
                .isTrue();
        assertThat(VIDEO.json(sample.without("/duetEnabled"))
                        .at("/permissions/duet")
                        .isMissingNode())
                .isTrue();
        assertThat(VIDEO.json(sample.without("/duetEnabled")
                                .without("/stitchEnabled")
                                .without("/shareEnabled"))
                        .has("permissions"))
                .isFalse();
        assertThat(VIDEO.json(sample.with("/author/verified", "false"))
                        .at("/author/verified")
                        .isBoolean())
                .isTrue();
        assertThat(VIDEO.json(sample.with("/author/privateAccount", "true"))
                        .at("/author/visibility")
                        .textValue())
                .isEqualTo("PRIVATE");
    }

    @Test
    void allPartsMayBeMissing() {
        JsonNode json = VIDEO.json(Sample.parse("{\"id\": \"7321234567890123456\", \"desc\": \"only this\"}"));

        assertThat(json).isEqualTo(Responses.json("""
                                {"id": "7321234567890123456", "url": "https://www.tiktok.com/@_/video/7321234567890123456",
                                 "caption": "only this", "publishedAt": "2024-01-07T06:09:16Z", "hashtags": [],
                                 "mentions": [], "covers": [], "media": [],
                                 "source": {"provider": "dumplingai", "retrievedAt": "2026-11-22T10:15:30Z",
                                            "inferred": ["url", "publishedAt"]}}"""));
    }
}
