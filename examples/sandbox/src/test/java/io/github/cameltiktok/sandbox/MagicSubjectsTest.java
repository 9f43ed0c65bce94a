package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagicSubjectsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private HttpResponse<byte[]> response(String provider, MagicSubject subject) {
        return new Client(sandbox.get()).video(provider, subject.videoId());
    }

    private JsonNode direct(MagicSubject subject) {
        return Client.json(response("apidirect", subject)).get("video");
    }

    private JsonNode dumpling(MagicSubject subject) {
        return Client.json(response("dumplingai", subject));
    }

    private JsonNode peekalink(MagicSubject subject) {
        return Client.json(response("peekalink", subject)).get("tiktokVideo");
    }

    private HttpResponse<byte[]> user(String provider, MagicSubject subject) {
        return new Client(sandbox.get()).user(provider, subject.handle().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void whatIsNotVisibleIsNotFoundAndFree(String provider) {
        assertThat(response(provider, MagicSubject.NOT_FOUND).statusCode()).isEqualTo(404);
        assertThat(user(provider, MagicSubject.NOT_FOUND).statusCode()).isEqualTo(404);
        assertThat(sandbox.get().calls(provider)).isEqualTo(2);
        assertThat(sandbox.get().billedCalls(provider)).isZero();
    }

    @Test
    void aPrivateAuthorIsToldAsPrivate() {
        assertThat(dumpling(MagicSubject.PRIVATE).at("/author/privateAccount").booleanValue())
                .isTrue();
        assertThat(peekalink(MagicSubject.PRIVATE).at("/user/visibility").textValue())
                .isEqualTo("PRIVATE");
        assertThat(Client.json(user("apidirect", MagicSubject.PRIVATE))
                        .at("/user/is_private")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void anAgeGatedPostHoldsNextToNothing() {
        assertThat(direct(MagicSubject.AGE_GATED).get("date_timestamp").isNull())
                .isTrue();
        assertThat(direct(MagicSubject.AGE_GATED).has("play_count")).isFalse();
        assertThat(dumpling(MagicSubject.AGE_GATED).fieldNames())
                .toIterable()
                .containsExactly("id", "isContentClassified");
        assertThat(peekalink(MagicSubject.AGE_GATED).fieldNames()).toIterable().containsExactly("id", "media");
    }

    @Test
    void aWithdrawnSoundHasNoAddress() {
        assertThat(direct(MagicSubject.WITHDRAWN_SOUND).get("music_url").textValue())
                .isEmpty();
        assertThat(dumpling(MagicSubject.WITHDRAWN_SOUND).at("/music/title").textValue())
                .isEmpty();
        assertThat(dumpling(MagicSubject.WITHDRAWN_SOUND).get("music").has("playUrl"))
                .isFalse();
    }

    @Test
    void aMissingAuthorIsLeftOut() {
        assertThat(direct(MagicSubject.MISSING_AUTHOR).get("author").textValue())
                .isEmpty();
        assertThat(dumpling(MagicSubject.MISSING_AUTHOR).has("author")).isFalse();
        assertThat(peekalink(MagicSubject.MISSING_AUTHOR).has("user")).isFalse();
    }

    @Test
    void negativeCountersArePassedOn() {
        assertThat(direct(MagicSubject.NEGATIVE_COUNTERS).get("play_count").longValue())
                .isNegative();
        assertThat(dumpling(MagicSubject.NEGATIVE_COUNTERS)
                        .at("/stats/playCount")
                        .longValue())
                .isNegative();
        assertThat(peekalink(MagicSubject.NEGATIVE_COUNTERS).get("playsCount").longValue())
                .isNegative();
        assertThat(Client.json(user("peekalink", MagicSubject.NEGATIVE_COUNTERS))
                        .at("/tiktokUser/likesCount")
                        .longValue())
                .isNegative();
    }

    @Test
    void numbersCanComeAsText() {
        assertThat(direct(MagicSubject.NUMBERS_AS_TEXT).get("play_count").isTextual())
                .isTrue();
        assertThat(dumpling(MagicSubject.NUMBERS_AS_TEXT).get("createTime").isTextual())
                .isTrue();
        assertThat(peekalink(MagicSubject.NUMBERS_AS_TEXT).get("likesCount").isTextual())
                .isTrue();
        assertThat(Client.json(user("dumplingai", MagicSubject.NUMBERS_AS_TEXT))
                        .at("/stats/videoCount")
                        .isTextual())
                .isTrue();
    }

    @Test
    void dumplingAisAuthorCanBeText() {
        JsonNode video = dumpling(MagicSubject.AUTHOR_AS_TEXT);

        assertThat(video.get("author").textValue()).isNotBlank();
        assertThat(video.get("authorId").textValue()).matches("\\d+");
        assertThat(video.get("nickname").textValue()).isNotBlank();
    }

    @Test
    void aPhotoPostHasPicturesAndNoVideo() {
        JsonNode direct = direct(MagicSubject.PHOTO_POST);
        JsonNode dumpling = dumpling(MagicSubject.PHOTO_POST);

        assertThat(direct.get("duration").intValue()).isZero();
        assertThat(direct.get("video_url").textValue()).contains(".mp3");
        assertThat(dumpling.at("/imagePost/images"))
                .hasSize(3)
                .allSatisfy(image -> assertThat(image.at("/imageURL/urlList")).hasSize(2));
        assertThat(dumpling.at("/video/duration").intValue()).isZero();
        assertThat(dumpling.get("video").has("playAddr")).isFalse();
        assertThat(peekalink(MagicSubject.PHOTO_POST).get("media")).hasSize(3);
    }

    @Test
    void growingCountersGrowWithTheClock() {
        Facts earlier = new Facts(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC), false);
        Facts later = new Facts(Clock.fixed(Instant.parse("2026-11-22T12:00:01Z"), ZoneOffset.UTC), false);
        String id = MagicSubject.GROWING.videoId();

        assertThat(later.video(id, null).counters().plays())
                .isGreaterThan(earlier.video(id, null).counters().plays());
        assertThat(later.creator("growing.fast").followers())
                .isGreaterThan(earlier.creator("growing.fast").followers());
        assertThat(later.creator("some.cook")).isEqualTo(earlier.creator("some.cook"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void theBrokenOnesAreBrokenForVideosAndUsers(String provider) {
        assertThat(response(provider, MagicSubject.HTML_ANSWER).statusCode()).isEqualTo(502);
        assertThat(user(provider, MagicSubject.HTML_ANSWER).statusCode()).isEqualTo(502);
        assertThat(response(provider, MagicSubject.EMPTY_BODY).body()).isEmpty();
        assertThat(user(provider, MagicSubject.EMPTY_BODY).body()).isEmpty();
        assertThat(Client.text(response(provider, MagicSubject.CUT_JSON)))
                .startsWith("{")
                .doesNotEndWith("}}");
        assertThat(Client.text(user(provider, MagicSubject.CUT_JSON)))
                .startsWith("{")
                .doesNotEndWith("}}");
    }

    @ParameterizedTest
    @EnumSource(MagicSubject.class)
    void theReadmeListsIt(MagicSubject subject) throws IOException {
        String handle = subject.handle().map(name -> "`" + name + "`").orElse("–");

        assertThat(Files.readString(Path.of("README.md")))
                .contains("| `%s` | %s |".formatted(subject.videoId(), handle));
    }
}
