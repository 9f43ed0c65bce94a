package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Facts in API Direct's words. Missing texts are empty, missing numbers 0, a missing date is null. */
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

    ObjectNode video(VideoFacts facts) {
        ObjectNode video = object().put("video_id", facts.id()).put("url", facts.url());
        if (facts.ageGated()) {
            video.put("title", "").put("date", "").putNull("date_timestamp").put("video_url", "");
            return wrapped("video", video);
        }
        VideoFacts.Counters counters = facts.counters();
        video.put("title", facts.caption().text())
                .put("region", facts.region())
                .put("date", DATE.format(facts.publishedAt()))
                .put("date_timestamp", facts.publishedAt().getEpochSecond())
                .put("duration", facts.durationSeconds())
                .put("play_count", counters.plays())
                .put("likes", counters.likes())
                .put("comments", counters.comments())
                .put("shares", counters.shares())
                .put("downloads", counters.downloads())
                .put("saves", counters.saves())
                .put("is_ad", facts.advertisement())
                .put("cover", links.signed(IMAGES, facts.id(), "cover.jpeg"))
                .put("dynamic_cover", links.signed(IMAGES, facts.id(), "dynamic.image"))
                .put("origin_cover", links.signed(IMAGES, facts.id(), "origin.webp"));
        putFiles(video, facts);
        putAuthor(video, facts.author());
        putMusic(video, facts.music(), facts.id());
        var mentioned = video.putArray("mentioned_user_ids");
        if (facts.caption().mention() != null) {
            mentioned.add(facts.caption().mention().creator().id());
        }
        return wrapped("video", video);
    }

    private void putFiles(ObjectNode video, VideoFacts facts) {
        if (facts.isPhotoPost()) {
            // Seen in the wild: the sound stands where a video's address belongs.
            String sound = links.signed(SOUNDS, facts.id(), "audio.mp3");
            video.put("video_url", sound)
                    .put("video_url_hd", "")
                    .put("video_url_watermarked", sound)
                    .put("size", 0)
                    .put("size_hd", 0)
                    .put("size_watermarked", 0);
            return;
        }
        long size = 118_000L * facts.durationSeconds();
        boolean original = Seed.of("hd", facts.id()).percent(80);
        video.put("video_url", links.signed(VIDEOS, facts.id(), "video.mp4"))
                .put("video_url_hd", original ? links.signed("v16.tokcdn.com", facts.id(), "original.mp4") : "")
                .put("video_url_watermarked", links.signed(VIDEOS, facts.id(), "video_wm.mp4"))
                .put("size", size)
                .put("size_hd", original ? 5 * size : 0)
                .put("size_watermarked", size + 40_000);
    }

    private void putAuthor(ObjectNode video, @Nullable CreatorFacts author) {
        video.put("author", author == null ? "" : author.handle())
                .put("author_name", author == null ? "" : author.name())
                .put("author_id", author == null ? "" : author.id())
                .put("author_avatar", author == null ? "" : links.signed(IMAGES, author.id(), "avatar.jpeg"))
                .put("author_url", author == null ? "" : author.url());
    }

    private void putMusic(ObjectNode video, VideoFacts.Music music, String videoId) {
        video.put("music_id", music.id())
                .put("music_title", music.title())
                .put("music_author", music.author())
                .put("music_url", music.withdrawn() ? "" : links.signed(SOUNDS, videoId, "audio.mp3"))
                .put("music_cover", music.withdrawn() ? "" : links.signed(IMAGES, music.id(), "music.jpeg"))
                .put("music_album", music.album())
                .put("music_original", music.original())
                .put("music_duration", music.durationSeconds());
    }

    ObjectNode user(CreatorFacts facts) {
        ObjectNode user = object().put("username", facts.handle())
                .put("nickname", facts.name())
                .put("user_id", facts.id())
                .put("sec_uid", facts.secUid())
                .put("bio", facts.bio())
                .put("bio_link", facts.bioLink())
                .put("verified", facts.verified())
                .put("is_private", facts.privateAccount())
                .put("followers", facts.followers())
                .put("following", facts.following())
                .put("likes", facts.likes())
                .put("video_count", facts.videos())
                .put("videos_liked", facts.liked())
                .put("avatar", links.signed(IMAGES, facts.id(), "avatar.jpeg"))
                .put("avatar_hd", links.signed(IMAGES, facts.id(), "avatar_hd.jpeg"))
                .put("date_joined", DATE.format(facts.joinedAt()))
                .put("date_joined_timestamp", facts.joinedAt().getEpochSecond())
                .put("instagram_username", facts.instagram())
                .put("twitter_id", "")
                .put("youtube_channel_id", facts.youtubeChannelId())
                .put("youtube_channel_title", facts.youtubeChannelTitle())
                .put("url", facts.url());
        return wrapped("user", user);
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
