package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes API Direct's JSON. A missing text is empty, a missing number 0, a missing date null. */
final class ApiDirectJson {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String IMAGES = "p16-common-sign.tiktokcdn-us.com";
    private static final String VIDEOS = "v16m.tiktokcdn-us.com";
    private static final String SOUNDS = "v16-ies-music.tiktokcdn-us.com";

    private final MediaLinks links;

    ApiDirectJson(MediaLinks links) {
        this.links = links;
    }

    ObjectNode time(Instant now) {
        return object().put("time", now.toString()).put("timestamp", now.getEpochSecond());
    }

    ObjectNode video(FakeVideo video) {
        ObjectNode json = object().put("video_id", video.id()).put("url", video.url());
        if (video.ageGated()) {
            json.put("title", "").put("date", "").putNull("date_timestamp").put("video_url", "");
            return wrapped("video", json);
        }
        FakeVideo.Counters counters = video.counters();
        json.put("title", video.caption().text())
                .put("region", video.region())
                .put("date", DATE.format(video.publishedAt()))
                .put("date_timestamp", video.publishedAt().getEpochSecond())
                .put("duration", video.durationSeconds())
                .put("play_count", counters.plays())
                .put("likes", counters.likes())
                .put("comments", counters.comments())
                .put("shares", counters.shares())
                .put("downloads", counters.downloads())
                .put("saves", counters.saves())
                .put("is_ad", video.advertisement())
                .put("cover", links.signed(IMAGES, video.id(), "cover.jpeg"))
                .put("dynamic_cover", links.signed(IMAGES, video.id(), "dynamic.image"))
                .put("origin_cover", links.signed(IMAGES, video.id(), "origin.webp"));
        putFiles(json, video);
        putAuthor(json, video.author());
        putMusic(json, video.music(), video.id());
        var mentioned = json.putArray("mentioned_user_ids");
        if (video.caption().mention() != null) {
            mentioned.add(video.caption().mention().creator().id());
        }
        return wrapped("video", json);
    }

    private void putFiles(ObjectNode json, FakeVideo video) {
        if (video.isPhotoPost()) {
            // Observed at the provider: a photo post has its sound's URL in the video URL fields.
            String sound = links.signed(SOUNDS, video.id(), "audio.mp3");
            json.put("video_url", sound)
                    .put("video_url_hd", "")
                    .put("video_url_watermarked", sound)
                    .put("size", 0)
                    .put("size_hd", 0)
                    .put("size_watermarked", 0);
            return;
        }
        long size = 118_000L * video.durationSeconds();
        boolean original = StableRandom.of("hd", video.id()).percent(80);
        json.put("video_url", links.signed(VIDEOS, video.id(), "video.mp4"))
                .put("video_url_hd", original ? links.signed("v16.tokcdn.com", video.id(), "original.mp4") : "")
                .put("video_url_watermarked", links.signed(VIDEOS, video.id(), "video_wm.mp4"))
                .put("size", size)
                .put("size_hd", original ? 5 * size : 0)
                .put("size_watermarked", size + 40_000);
    }

    private void putAuthor(ObjectNode json, @Nullable FakeCreator author) {
        json.put("author", author == null ? "" : author.handle())
                .put("author_name", author == null ? "" : author.name())
                .put("author_id", author == null ? "" : author.id())
                .put("author_avatar", author == null ? "" : links.signed(IMAGES, author.id(), "avatar.jpeg"))
                .put("author_url", author == null ? "" : author.url());
    }

    private void putMusic(ObjectNode json, FakeVideo.Music music, String videoId) {
        json.put("music_id", music.id())
                .put("music_title", music.title())
                .put("music_author", music.author())
                .put("music_url", music.withdrawn() ? "" : links.signed(SOUNDS, videoId, "audio.mp3"))
                .put("music_cover", music.withdrawn() ? "" : links.signed(IMAGES, music.id(), "music.jpeg"))
                .put("music_album", music.album())
                .put("music_original", music.original())
                .put("music_duration", music.durationSeconds());
    }

    ObjectNode user(FakeCreator creator) {
        ObjectNode json = object().put("username", creator.handle())
                .put("nickname", creator.name())
                .put("user_id", creator.id())
                .put("sec_uid", creator.secUid())
                .put("bio", creator.bio())
                .put("bio_link", creator.bioLink())
                .put("verified", creator.verified())
                .put("is_private", creator.privateAccount())
                .put("followers", creator.followers())
                .put("following", creator.following())
                .put("likes", creator.likes())
                .put("video_count", creator.videos())
                .put("videos_liked", creator.liked())
                .put("avatar", links.signed(IMAGES, creator.id(), "avatar.jpeg"))
                .put("avatar_hd", links.signed(IMAGES, creator.id(), "avatar_hd.jpeg"))
                .put("date_joined", DATE.format(creator.joinedAt()))
                .put("date_joined_timestamp", creator.joinedAt().getEpochSecond())
                .put("instagram_username", creator.instagram())
                .put("twitter_id", "")
                .put("youtube_channel_id", creator.youtubeChannelId())
                .put("youtube_channel_title", creator.youtubeChannelTitle())
                .put("url", creator.url());
        return wrapped("user", json);
    }

    private static ObjectNode wrapped(String name, ObjectNode content) {
        ObjectNode root = object();
        root.set(name, content);
        return root;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
