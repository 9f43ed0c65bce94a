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

class SpecialSubjectsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private HttpResponse<byte[]> response(String provider, SpecialSubject subject) {
        return new Client(sandbox.get()).video(provider, subject.videoId());
    }

    private JsonNode direct(SpecialSubject subject) {
        return Client.json(response("apidirect", subject)).get("video");
    }

    private JsonNode dumpling(SpecialSubject subject) {
        return Client.json(response("dumplingai", subject));
    }

    private JsonNode peekalink(SpecialSubject subject) {
        return Client.json(response("peekalink", subject)).get("tiktokVideo");
    }

    private HttpResponse<byte[]> user(String provider, SpecialSubject subject) {
        return new Client(sandbox.get()).user(provider, subject.handle().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void notFoundIsNotBilled(String provider) {
        assertThat(response(provider, SpecialSubject.NOT_FOUND).statusCode()).isEqualTo(404);
        assertThat(user(provider, SpecialSubject.NOT_FOUND).statusCode()).isEqualTo(404);
        assertThat(sandbox.get().calls(provider)).isEqualTo(2);
        assertThat(sandbox.get().billedCalls(provider)).isZero();
    }

    @Test
    void privateAuthorIsMarkedPrivate() {
        assertThat(dumpling(SpecialSubject.PRIVATE).at("/author/privateAccount").booleanValue())
                .isTrue();
        assertThat(peekalink(SpecialSubject.PRIVATE).at("/user/visibility").textValue())
                .isEqualTo("PRIVATE");
        assertThat(Client.json(user("apidirect", SpecialSubject.PRIVATE))
                        .at("/user/is_private")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void ageGatedPostHasHardlyAnyFields() {
        assertThat(direct(SpecialSubject.AGE_GATED).get("date_timestamp").isNull())
                .isTrue();
        assertThat(direct(SpecialSubject.AGE_GATED).has("play_count")).isFalse();
        assertThat(dumpling(SpecialSubject.AGE_GATED).fieldNames())
                .toIterable()
                .containsExactly("id", "isContentClassified");
        assertThat(peekalink(SpecialSubject.AGE_GATED).fieldNames())
                .toIterable()
                .containsExactly("id", "media");
    }

    @Test
    void withdrawnSoundHasNoUrl() {
        assertThat(direct(SpecialSubject.WITHDRAWN_SOUND).get("music_url").textValue())
                .isEmpty();
        assertThat(dumpling(SpecialSubject.WITHDRAWN_SOUND).at("/music/title").textValue())
                .isEmpty();
        assertThat(dumpling(SpecialSubject.WITHDRAWN_SOUND).get("music").has("playUrl"))
                .isFalse();
    }

    @Test
    void missingAuthorIsOmitted() {
        assertThat(direct(SpecialSubject.MISSING_AUTHOR).get("author").textValue())
                .isEmpty();
        assertThat(dumpling(SpecialSubject.MISSING_AUTHOR).has("author")).isFalse();
        assertThat(peekalink(SpecialSubject.MISSING_AUTHOR).has("user")).isFalse();
    }

    @Test
    void negativeCountersAreReturned() {
        assertThat(direct(SpecialSubject.NEGATIVE_COUNTERS).get("play_count").longValue())
                .isNegative();
        assertThat(dumpling(SpecialSubject.NEGATIVE_COUNTERS)
                        .at("/stats/playCount")
                        .longValue())
                .isNegative();
        assertThat(peekalink(SpecialSubject.NEGATIVE_COUNTERS).get("playsCount").longValue())
                .isNegative();
        assertThat(Client.json(user("peekalink", SpecialSubject.NEGATIVE_COUNTERS))
                        .at("/tiktokUser/likesCount")
                        .longValue())
                .isNegative();
    }

    @Test
    void numbersAreReturnedAsText() {
        assertThat(direct(SpecialSubject.NUMBERS_AS_TEXT).get("play_count").isTextual())
                .isTrue();
        assertThat(dumpling(SpecialSubject.NUMBERS_AS_TEXT).get("createTime").isTextual())
                .isTrue();
        assertThat(peekalink(SpecialSubject.NUMBERS_AS_TEXT).get("likesCount").isTextual())
                .isTrue();
        assertThat(Client.json(user("dumplingai", SpecialSubject.NUMBERS_AS_TEXT))
                        .at("/stats/videoCount")
                        .isTextual())
                .isTrue();
    }

    @Test
    void authorIsTextAtDumplingAi() {
        JsonNode video = dumpling(SpecialSubject.AUTHOR_AS_TEXT);

        assertThat(video.get("author").textValue()).isNotBlank();
        assertThat(video.get("authorId").textValue()).matches("\\d+");
        assertThat(video.get("nickname").textValue()).isNotBlank();
    }

    @Test
    void photoPostHasImagesAndNoVideo() {
        JsonNode direct = direct(SpecialSubject.PHOTO_POST);
        JsonNode dumpling = dumpling(SpecialSubject.PHOTO_POST);

        assertThat(direct.get("duration").intValue()).isZero();
        assertThat(direct.get("video_url").textValue()).contains(".mp3");
        assertThat(dumpling.at("/imagePost/images"))
                .hasSize(3)
                .allSatisfy(image -> assertThat(image.at("/imageURL/urlList")).hasSize(2));
        assertThat(dumpling.at("/video/duration").intValue()).isZero();
        assertThat(dumpling.get("video").has("playAddr")).isFalse();
        assertThat(peekalink(SpecialSubject.PHOTO_POST).get("media")).hasSize(3);
    }

    @Test
    void growingCountersFollowTheClock() {
        FakeData earlier = new FakeData(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC), false);
        FakeData later = new FakeData(Clock.fixed(Instant.parse("2026-11-22T12:00:01Z"), ZoneOffset.UTC), false);
        String id = SpecialSubject.GROWING.videoId();

        assertThat(later.video(id, null).counters().plays())
                .isGreaterThan(earlier.video(id, null).counters().plays());
        assertThat(later.creator("growing.fast").followers())
                .isGreaterThan(earlier.creator("growing.fast").followers());
        assertThat(later.creator("some.cook")).isEqualTo(earlier.creator("some.cook"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void brokenAnswersApplyToVideosAndCreators(String provider) {
        assertThat(response(provider, SpecialSubject.HTML_ANSWER).statusCode()).isEqualTo(502);
        assertThat(user(provider, SpecialSubject.HTML_ANSWER).statusCode()).isEqualTo(502);
        assertThat(response(provider, SpecialSubject.EMPTY_BODY).body()).isEmpty();
        assertThat(user(provider, SpecialSubject.EMPTY_BODY).body()).isEmpty();
        assertThat(Client.text(response(provider, SpecialSubject.CUT_JSON)))
                .startsWith("{")
                .doesNotEndWith("}}");
        assertThat(Client.text(user(provider, SpecialSubject.CUT_JSON)))
                .startsWith("{")
                .doesNotEndWith("}}");
    }

    @ParameterizedTest
    @EnumSource(SpecialSubject.class)
    void readmeListsTheSubject(SpecialSubject subject) throws IOException {
        String handle = subject.handle().map(name -> "`" + name + "`").orElse("–");

        assertThat(Files.readString(Path.of("README.md")))
                .contains("| `%s` | %s |".formatted(subject.videoId(), handle));
    }
}
