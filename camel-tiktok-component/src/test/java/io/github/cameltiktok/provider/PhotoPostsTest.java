package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Schemas;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A photo post has pictures and no video. The data decides about the kind, not the link. */
final class PhotoPostsTest {

    @ParameterizedTest
    @CsvSource({"APIDIRECT_VIDEO,apidirect", "DUMPLINGAI_VIDEO,dumplingai", "PEEKALINK_VIDEO,peekalink"})
    void photoPostIsMappedToExpectedRecord(Lookup lookup, String provider) {
        Sample photo = Sample.of(provider + "/photo.json");

        assertThat(lookup.json(photo))
                .isEqualTo(Responses.json(
                        Sample.of(provider + "/photo.expected.json").text()));
        assertThat(Schemas.errors(lookup.read(photo.answer()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    APIDIRECT_VIDEO  | /video/duration | /video/video_url | /video/music_url
                    DUMPLINGAI_VIDEO | /video/duration | /video/playAddr  | /music/playUrl
                    """)
    void kindIsDetectedFromVideo(Lookup lookup, String duration, String video, String sound) {
        Sample sample = lookup.sample();
        Sample soundInPlaceOfVideo = sample.with(video, sample.at(sound));
        Sample noVideo = sample.with(duration, "null")
                .with(video, "\"\"")
                .with("/video/downloadAddr", "null")
                .with("/video/video_url_hd", "null")
                .with("/video/video_url_watermarked", "null");

        assertPhoto(lookup, noVideo.with(duration, "0"));
        assertPhoto(lookup, noVideo.with(duration, "\"0\""));
        assertPhoto(lookup, noVideo.with(duration, "0.0"));
        assertPhoto(lookup, soundInPlaceOfVideo);
        assertPhoto(lookup, soundInPlaceOfVideo.with(duration, "0"));
        assertPhoto(lookup, soundInPlaceOfVideo.with(duration, "null"));
        assertVideo(lookup, sample.with(duration, "null"));
        assertVideo(lookup, sample.with(duration, "-1"));
        assertVideo(lookup, sample.with(video, "\"\""));
        assertThat(lookup.json(noVideo.with(duration, "66")).path("kind").textValue())
                .isEqualTo("VIDEO");
        assertThat(lookup.json(noVideo.with(duration, "-1")).has("kind")).isFalse();
        assertThat(lookup.json(noVideo).has("kind")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0,    VIDEO, https://v16m.tiktokcdn-us.com/a/video.mp4
                    0.0,  VIDEO, https://v16m.tiktokcdn-us.com/a/6a108fe9/video/tos/a/?mime_type=video_mp4
                    0,    VIDEO, https://v16.example.com/a.mp3/video.mp4
                    0,    VIDEO, https://v16.example.com/video.mp4?from=.mp3
                    0,    VIDEO, https://v16.example.com/-music.mp4
                    0,    VIDEO, https://v16.example.com/video.mp30
                    0,    PHOTO, https://sf16-ies-music.tiktokcdn.com/obj/ies-music-aiso/7087431100099791642
                    0,    PHOTO, https://v16-ies-music.tiktokcdn-us.com/a/6a108fe9/video/tos/a/?a=1
                    0,    PHOTO, https://v16m.tiktokcdn-us.com/a/video/tos/a/?a=1&mime_type=audio_mpeg
                    0,    PHOTO, https://v16m.tiktokcdn-us.com/a/video/tos/a/?mime_type=audio_mp4
                    0,    PHOTO, https://v16m.tiktokcdn-us.com/a/sound.mp3
                    0,    PHOTO, http://v16m.tiktokcdn-us.com/a/sound.m4a?a=1
                    0,    PHOTO, https://v16m.tiktokcdn-us.com/a/sound.aac#a
                    15,   VIDEO, https://v16m.tiktokcdn-us.com/a/sound.mp3
                    null, VIDEO, https://v16m.tiktokcdn-us.com/a/sound.mp3
                    """)
    void kindOfVideoWithoutLengthIsDetectedFromItsFile(String seconds, TikTokVideo.Kind kind, String url) {
        JsonNode apiDirect = Lookup.APIDIRECT_VIDEO.json(Lookup.APIDIRECT_VIDEO
                .sample()
                .with("/video/duration", seconds)
                .with("/video/video_url", '"' + url + '"'));
        JsonNode dumplingAi = Lookup.DUMPLINGAI_VIDEO.json(Lookup.DUMPLINGAI_VIDEO
                .sample()
                .with("/video/duration", seconds)
                .with("/video/playAddr", '"' + url + '"'));

        for (JsonNode json : List.of(apiDirect, dumplingAi)) {
            assertThat(json.path("kind").textValue()).isEqualTo(kind.name());
            assertThat(json.has("durationSeconds")).isEqualTo(seconds.equals("15"));
            assertThat(json.path("media").isEmpty()).isEqualTo(kind == TikTokVideo.Kind.PHOTO);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "APIDIRECT_VIDEO,  /video/video_url_hd",
        "APIDIRECT_VIDEO,  /video/video_url_watermarked",
        "DUMPLINGAI_VIDEO, /video/downloadAddr"
    })
    void videoWithoutLengthButWithAnyFileIsVideo(Lookup lookup, String file) {
        Sample noVideo = lookup.sample()
                .with("/video/duration", "0")
                .with("/video/playAddr", "null")
                .with("/video/downloadAddr", "null")
                .with("/video/video_url", "null")
                .with("/video/video_url_hd", "null")
                .with("/video/video_url_watermarked", "null");

        assertPhoto(lookup, noVideo);
        assertVideo(lookup, noVideo.with(file, "\"https://v16.example.com/video.mp4\""));
    }

    private static void assertPhoto(Lookup lookup, Sample sample) {
        JsonNode json = lookup.json(sample);

        assertThat(json.path("kind").textValue()).isEqualTo("PHOTO");
        assertThat(json.at("/source/inferred")).extracting(JsonNode::textValue).contains("kind");
        assertThat(json.has("durationSeconds")).isFalse();
        assertThat(json.path("media")).isEmpty();
    }

    private static void assertVideo(Lookup lookup, Sample sample) {
        JsonNode json = lookup.json(sample);

        assertThat(json.path("kind").textValue()).isEqualTo("VIDEO");
        assertThat(json.at("/source/inferred")).extracting(JsonNode::textValue).doesNotContain("kind");
        assertThat(json.path("media")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"APIDIRECT_VIDEO, /video/url", "PEEKALINK_VIDEO, /url", "PEEKALINK_VIDEO, /redirectionUrl"})
    void photoLinkInResponseDoesNotMakePhotoPost(Lookup lookup, String place) {
        Sample sample = lookup.sample().with(place, "\"https://www.tiktok.com/@tiktok/photo/7516594811734854943\"");

        assertThat(lookup.json(sample).path("kind").textValue()).isEqualTo("VIDEO");
    }

    @ParameterizedTest
    @EnumSource(names = {"APIDIRECT_VIDEO", "DUMPLINGAI_VIDEO", "PEEKALINK_VIDEO"})
    void requestedPhotoLinkDoesNotMakePhotoPost(Lookup lookup) {
        TikTokLink photo = TikTokLink.parse(lookup.subject().url().replace("/video/", "/photo/"));
        TikTokVideo video = (TikTokVideo) lookup.read(photo, lookup.sample().answer());

        assertThat(photo.kind()).isEqualTo(TikTokLink.Kind.PHOTO);
        assertThat(video.kind()).isEqualTo(TikTokVideo.Kind.VIDEO);
    }

    @Test
    void picturesMakePhotoPostDespiteVideo() {
        Sample photo = Sample.of("dumplingai/photo.json")
                .with("/video/duration", "15")
                .with("/video/playAddr", "\"https://v16.example.com/slideshow.mp4\"");
        JsonNode json = Lookup.DUMPLINGAI_VIDEO.json(photo);

        assertThat(json.path("kind").textValue()).isEqualTo("PHOTO");
        assertThat(json.has("durationSeconds")).isFalse();
        assertThat(json.findValuesAsText("type")).containsExactly("IMAGE", "IMAGE", "IMAGE");
    }

    @Test
    void emptyImagePostDoesNotMakePhotoPost() {
        for (String hollow : List.of("{}", "null", "[]", "{\"images\": []}", "{\"images\": {}}", "{\"title\": \"\"}")) {
            JsonNode json = Lookup.DUMPLINGAI_VIDEO.json(
                    Lookup.DUMPLINGAI_VIDEO.sample().with("/imagePost", hollow));

            assertThat(json.path("kind").textValue()).as(hollow).isEqualTo("VIDEO");
            assertThat(json.path("media")).hasSize(2);
        }
    }

    @Test
    void emptyPictureIsOmitted() {
        for (String hollow : List.of(
                "{}",
                "null",
                "7",
                "{\"imageURL\": null}",
                "{\"imageURL\": {\"urlList\": []}}",
                "{\"imageURL\": {\"urlList\": \"x\"}}")) {
            JsonNode json = Lookup.DUMPLINGAI_VIDEO.json(
                    Sample.of("dumplingai/photo.json").with("/imagePost/images/1", hollow));

            assertThat(json.path("kind").textValue()).isEqualTo("PHOTO");
            assertThat(json.path("media")).hasSize(2);
        }
    }

    @Test
    void coverOfVideoWinsOverCoverOfPictures() {
        JsonNode json = Lookup.DUMPLINGAI_VIDEO.json(Sample.of("dumplingai/photo.json")
                .with("/video/cover", "\"https://p16.example.com/c.jpeg\"")
                .with("/video/originCover", "\"https://p16.example.com/o.jpeg\"")
                .with("/video/dynamicCover", "\"https://p16.example.com/d.webp\""));

        assertThat(json.path("covers").findValuesAsText("variant")).containsExactly("MEDIUM", "ORIGINAL", "DYNAMIC");
    }

    @Test
    void peekalinkFileOfVideoIsRead() {
        JsonNode json =
                Lookup.PEEKALINK_VIDEO.json(Lookup.PEEKALINK_VIDEO.sample().with("/tiktokVideo/media", """
                        [{"width": 576, "height": 1024, "size": 7, "format": "MP4", "url": "https://cdn.peekalink.io/v.mp4"},
                         {"format": "webm", "original": {"url": "https://cdn.peekalink.io/o.webm", "width": 1, "height": 1}},
                         {"format": "mp4"},
                         {"format": "jpeg", "original": {"url": "https://cdn.peekalink.io/1.jpeg"}},
                         {"format": "jpeg", "original": {"url": "https://cdn.peekalink.io/2.jpeg"}}]"""));

        assertThat(json.path("kind").textValue()).isEqualTo("VIDEO");
        assertThat(json.path("media")).isEqualTo(Responses.json("""
                                [{"type": "VIDEO", "variant": "ORIGINAL", "url": "https://cdn.peekalink.io/v.mp4",
                                  "width": 576, "height": 1024, "sizeBytes": 7, "format": "MP4"},
                                 {"type": "VIDEO", "variant": "ORIGINAL", "url": "https://cdn.peekalink.io/o.webm",
                                  "format": "webm"}]"""));
    }

    @Test
    void peekalinkPictureWithoutUrlIsOmitted() {
        Sample photo = Sample.of("peekalink/photo.json").with("/tiktokVideo/media/1", "{\"format\": \"jpeg\"}");

        assertThat(Lookup.PEEKALINK_VIDEO.json(photo).path("kind").textValue()).isEqualTo("PHOTO");
        assertThat(Lookup.PEEKALINK_VIDEO.json(photo).path("media")).hasSize(2);
    }

    @Test
    void peekalinkFirstPictureIsCoverIfPreviewHasNone() {
        Sample sample = Lookup.PEEKALINK_VIDEO.sample();
        JsonNode json = Lookup.PEEKALINK_VIDEO.json(sample.without("/image"));

        assertThat(json.path("covers"))
                .isEqualTo(Lookup.PEEKALINK_VIDEO.json(sample).path("covers"));
        assertThat(Lookup.PEEKALINK_VIDEO
                        .json(sample.without("/image").without("/tiktokVideo/media"))
                        .path("covers"))
                .isEmpty();
    }
}
