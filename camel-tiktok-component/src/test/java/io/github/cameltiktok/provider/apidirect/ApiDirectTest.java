package io.github.cameltiktok.provider.apidirect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.Lookup;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiDirectTest {

    private static final Lookup VIDEO = Lookup.APIDIRECT_VIDEO;
    private static final Lookup USER = Lookup.APIDIRECT_USER;

    @Test
    void hashtagsAreDerivedFromCaption() {
        Sample sample = VIDEO.sample().with("/video/title", "\"🌈🐬 life #after @Zara #Café\"");
        TikTokVideo video = (TikTokVideo) VIDEO.read(sample.answer());

        assertThat(video.hashtags()).extracting("name").containsExactly("after", "Café");
        assertThat(video.hashtags())
                .allSatisfy(hashtag -> assertThat(video.caption().substring(hashtag.start(), hashtag.end()))
                        .isEqualTo("#" + hashtag.name()));
        assertThat(video.source().inferred()).containsExactly("hashtags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"\"", "{}", "[\"\", null, {}, \"abc\", 0]"})
    void unreadableMentionsAreOmitted(String mentioned) {
        assertThat(VIDEO.json(VIDEO.sample().with("/video/mentioned_user_ids", mentioned))
                        .path("mentions"))
                .isEqualTo(Responses.json("[]"));
    }

    @Test
    void allFieldsMayBeNull() {
        Sample sample = VIDEO.sample();
        for (String place : sample.leaves()) {
            if (!place.endsWith("/0") && !place.endsWith("/title")) {
                sample = sample.with(place, "null");
            }
        }

        assertThat(VIDEO.json(sample.with("/video/mentioned_user_ids", "null"))).isEqualTo(Responses.json("""
                                {"id": "7516594811734854943",
                                 "url": "https://www.tiktok.com/@_/video/7516594811734854943",
                                 "caption": "🌈🐬🦄 life after @Zara Larsson Symphony vocals 🌈🐬🦄",
                                 "publishedAt": "2025-06-16T17:06:48Z",
                                 "hashtags": [], "mentions": [], "covers": [], "media": [],
                                 "source": {"provider": "apidirect", "retrievedAt": "2026-11-22T10:15:30Z",
                                            "inferred": ["id", "url", "publishedAt"]}}"""));
    }

    /** The handle in a link has no meaning, because handles change. */
    @Test
    void authorIsTakenFromResponseNotFromLink() {
        TikTokVideo video = new ApiDirect()
                .video()
                .read(
                        TikTokLink.parse("https://www.tiktok.com/@someone.else/video/7516594811734854943"),
                        VIDEO.sample().answer());

        assertThat(video.author().handle()).isEqualTo("tiktok");
    }

    @Test
    void authorIsAbsentWithoutAuthorInResponse() {
        Sample sample = VIDEO.sample();
        for (String field : new String[] {"author", "author_name", "author_id", "author_avatar", "author_url"}) {
            sample = sample.with("/video/" + field, "\"\"");
        }

        assertThat(VIDEO.json(sample).has("author")).isFalse();
    }

    @Test
    void shortLinkProvidesNoId() {
        TikTokVideo video = new ApiDirect()
                .video()
                .read(
                        TikTokLink.parse("https://vm.tiktok.com/ZMhKxyz/"),
                        VIDEO.sample().without("/video/video_id").answer());

        assertThat(video.id()).isNull();
        assertThat(video.source().inferred()).isEmpty();
    }

    @Test
    void idAloneIsRecordOnlyInsideWrapper() {
        assertThat(VIDEO.json(Sample.parse("{\"video\": {\"video_id\": 7516594811734854943}}"))
                        .path("id")
                        .textValue())
                .isEqualTo("7516594811734854943");
    }

    @Test
    void linkedAccountsAreAbsentIfAllAreEmpty() {
        Sample sample = USER.sample()
                .with("/user/instagram_username", "\"\"")
                .with("/user/twitter_id", "0")
                .with("/user/youtube_channel_id", "null");

        assertThat(USER.json(sample).has("linkedAccounts")).isFalse();
        assertThat(USER.json(sample.with("/user/instagram_username", "\"me\"")).path("linkedAccounts"))
                .isEqualTo(Responses.json("{\"instagram\": \"me\"}"));
    }

    @Test
    void privateAccountHasPrivateVisibility() {
        JsonNode json = USER.json(USER.sample().with("/user/is_private", "true"));

        assertThat(json.path("visibility").textValue()).isEqualTo("PRIVATE");
        assertThat(USER.json(USER.sample().without("/user/is_private")).has("visibility"))
                .isFalse();
    }
}
