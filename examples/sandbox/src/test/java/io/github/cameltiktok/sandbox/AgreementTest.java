package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three providers return the same data for a subject, each in its own format. */
class AgreementTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @RegisterExtension
    static final SandboxExtension sandbox =
            new SandboxExtension(SandboxOptions.defaults().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));

    private Client client() {
        return new Client(sandbox.get());
    }

    static Stream<String> ids() {
        return LongStream.range(0, 25)
                .mapToObj(i -> Long.toString(7_300_000_000_000_000_001L + i * 10_000_000_000_019L));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void videoIsTheSameAtAllProviders(String id) {
        String link = "https://www.tiktok.com/@some.cook/video/" + id;
        JsonNode direct = Client.json(client().apiDirectVideo("url", link)).get("video");
        JsonNode dumpling = Client.json(client().dumplingVideo(link));
        JsonNode peekalink = Client.json(client().peekalink(link)).get("tiktokVideo");

        assertThat(direct.get("video_id").textValue()).isEqualTo(id);
        assertThat(dumpling.get("id").textValue()).isEqualTo(id);
        assertSame(direct.get("title"), dumpling.get("desc"), peekalink.get("text"));
        assertSame(direct.get("author"), dumpling.at("/author/uniqueId"), peekalink.at("/user/username"));
        assertSame(direct.get("author_name"), dumpling.at("/author/nickname"), peekalink.at("/user/name"));
        assertSame(direct.get("play_count"), dumpling.at("/statsV2/playCount"), peekalink.get("playsCount"));
        assertSame(direct.get("likes"), dumpling.at("/statsV2/diggCount"), peekalink.get("likesCount"));
        assertSame(direct.get("comments"), dumpling.at("/statsV2/commentCount"), peekalink.get("commentsCount"));
        assertSame(direct.get("shares"), dumpling.at("/statsV2/shareCount"), peekalink.get("sharesCount"));
        assertThat(direct.get("saves").asText())
                .isEqualTo(dumpling.at("/statsV2/collectCount").asText());
        assertThat(direct.get("duration")).isEqualTo(dumpling.at("/video/duration"));
        assertThat(direct.get("date_timestamp")).isEqualTo(dumpling.get("createTime"));
        assertThat(Instant.parse(peekalink.get("publishedAt").textValue()).getEpochSecond())
                .isEqualTo(direct.get("date_timestamp").longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"some.cook", "a_b", "private.user", "linked.baker"})
    void creatorIsTheSameAtAllProviders(String handle) {
        JsonNode direct = Client.json(client().user("apidirect", handle)).get("user");
        JsonNode dumpling = Client.json(client().user("dumplingai", handle));
        JsonNode peekalink = Client.json(client().user("peekalink", handle)).get("tiktokUser");

        assertSame(direct.get("username"), dumpling.at("/user/uniqueId"), peekalink.get("username"));
        assertSame(direct.get("nickname"), dumpling.at("/user/nickname"), peekalink.get("name"));
        assertSame(direct.get("bio"), dumpling.at("/user/signature"), peekalink.get("bio"));
        assertSame(direct.get("verified"), dumpling.at("/user/verified"), peekalink.get("verified"));
        assertSame(direct.get("followers"), dumpling.at("/statsV2/followerCount"), peekalink.get("followersCount"));
        assertSame(direct.get("following"), dumpling.at("/statsV2/followingCount"), peekalink.get("followingCount"));
        assertSame(direct.get("likes"), dumpling.at("/statsV2/heartCount"), peekalink.get("likesCount"));
        assertThat(direct.get("user_id")).isEqualTo(dumpling.at("/user/id"));
        assertThat(direct.get("is_private").booleanValue())
                .isEqualTo(dumpling.at("/user/privateAccount").booleanValue())
                .isEqualTo(peekalink.get("visibility").textValue().equals("PRIVATE"));
    }

    @Test
    void otherProvidersReturnTheValuesOfPeekalinksSampleCreator() {
        JsonNode direct = Client.json(client().user("apidirect", "khaby.lame")).get("user");
        JsonNode dumpling = Client.json(client().user("dumplingai", "khaby.lame"));
        JsonNode sample = Client.json(client().user("peekalink", "khaby.lame")).get("tiktokUser");

        assertSame(direct.get("nickname"), dumpling.at("/user/nickname"), sample.get("name"));
        assertSame(direct.get("bio"), dumpling.at("/user/signature"), sample.get("bio"));
        assertSame(direct.get("bio_link"), dumpling.at("/user/bioLink/link"), sample.get("url"));
        assertSame(direct.get("followers"), dumpling.at("/statsV2/followerCount"), sample.get("followersCount"));
        assertSame(direct.get("likes"), dumpling.at("/statsV2/heartCount"), sample.get("likesCount"));
    }

    private static void assertSame(JsonNode first, JsonNode second, JsonNode third) {
        assertThat(first.asText()).isNotEmpty().isEqualTo(second.asText()).isEqualTo(third.asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void sameSubjectHasTheSameAnswer(String provider) {
        assertThat(client().video(provider, "7311111111111111111").body())
                .isEqualTo(client().video(provider, "7311111111111111111").body());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void videoIsPublishedSecondsAfterItsUploadTime(String id) {
        JsonNode video = Client.json(client().apiDirectVideo("video_id", id)).get("video");

        Instant uploaded = Instant.ofEpochSecond(Long.parseLong(id) >> 32);
        assertThat(Instant.ofEpochSecond(video.get("date_timestamp").longValue()))
                .isAfter(uploaded)
                .isCloseTo(uploaded, within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1234567890", "9999999999999999999", "1234567890123456789012345"})
    void idWithoutPlausibleTimeHasADateSince2016(String id) {
        JsonNode video = Client.json(client().apiDirectVideo("video_id", id)).get("video");

        assertThat(video.get("video_id").textValue()).isEqualTo(id);
        assertThat(Instant.ofEpochSecond(video.get("date_timestamp").longValue()))
                .isBetween(Instant.parse("2016-01-01T00:00:00Z"), NOW);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void textExtraOffsetsCountUtf16Units(String id) {
        JsonNode video = Client.json(client().video("dumplingai", id));
        String caption = video.get("desc").textValue();

        assertThat(video.get("textExtra")).isNotEmpty().allSatisfy(extra -> {
            String word = caption.substring(
                    extra.get("start").intValue(), extra.get("end").intValue());
            if (extra.has("hashtagName")) {
                assertThat(word).isEqualTo("#" + extra.get("hashtagName").textValue());
            } else {
                assertThat(word).startsWith("@");
                assertThat(extra.get("userUniqueId").textValue()).matches("[a-z0-9_.]{2,24}");
            }
        });
    }

    @Test
    void captionsHaveEmojiHashtagsAndMentions() {
        List<String> captions = ids().map(id -> Client.json(client().video("dumplingai", id))
                        .get("desc")
                        .textValue())
                .toList();

        assertThat(captions).allMatch(caption -> caption.contains("#"));
        assertThat(captions).allMatch(caption -> caption.codePoints().anyMatch(point -> point > 0x2000));
        assertThat(captions).anyMatch(caption -> caption.contains("\n"));
        assertThat(captions).anyMatch(caption -> caption.contains("@"));
    }

    @Test
    void aboutEveryTenthPostIsAPhotoPost() {
        FakeData data = new FakeData(Clock.fixed(NOW, ZoneOffset.UTC), false);

        long photoPosts = IntStream.range(0, 1_000)
                .mapToObj(i -> data.video("73111111111111" + (10_000 + i), null))
                .filter(FakeVideo::isPhotoPost)
                .count();

        assertThat(photoPosts).isBetween(60L, 140L);
    }

    @Test
    void someCountersNeed64Bits() {
        FakeData data = new FakeData(Clock.fixed(NOW, ZoneOffset.UTC), false);

        assertThat(IntStream.range(0, 1_000).mapToObj(i -> data.video("7311111111111" + (10_000 + i), null)
                        .counters()
                        .plays()))
                .allMatch(plays -> plays >= 1_000)
                .anyMatch(plays -> plays > Integer.MAX_VALUE);
    }

    @Test
    void signedUrlsExpireHoursLater() {
        JsonNode video = Client.json(client().apiDirectVideo("video_id", "7311111111111111111"))
                .get("video");

        for (String field : List.of("video_url", "music_url", "cover")) {
            String expires = video.get(field).textValue().replaceFirst(".*x-expires=(\\d+).*", "$1");
            assertThat(Instant.ofEpochSecond(Long.parseLong(expires))).isEqualTo(NOW.plus(Duration.ofHours(6)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_", "", "6659752019493208069", "MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM"})
    void invalidHandleInLinkDoesNotBecomeTheAuthor(String inTheLink) {
        JsonNode video = Client.json(client().apiDirectVideo(
                                "url", "https://www.tiktok.com/@" + inTheLink + "/video/7311111111111111111"))
                .get("video");
        JsonNode byId = Client.json(client().apiDirectVideo("video_id", "7311111111111111111"))
                .get("video");

        assertThat(video.get("author")).isEqualTo(byId.get("author"));
        assertThat(video.get("author").textValue()).matches("[a-z0-9_.]{2,24}");
    }
}
