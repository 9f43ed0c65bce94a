package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes Dumpling AI's JSON of a post, in the format of TikTok's web pages. Missing values are omitted. */
final class DumplingAiJson {

    static final String IMAGES = "p16-sign-va.tiktokcdn.com";

    private static final String VIDEOS = "v16-webapp-prime.tiktok.com";
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final long ROUNDED_ABOVE = 10_000;

    private final MediaLinks links;

    DumplingAiJson(MediaLinks links) {
        this.links = links;
    }

    /** @param authorAsText whether to use the older format with the handle as the author */
    ObjectNode video(FakeVideo video, boolean authorAsText) {
        ObjectNode item = object().put("id", video.id());
        if (video.ageGated()) {
            return item.put("isContentClassified", true);
        }
        item.put("desc", video.caption().text())
                .put("createTime", video.publishedAt().getEpochSecond())
                .put("createTimeISO", ISO.format(video.publishedAt()));
        item.set("video", file(video));
        if (video.isPhotoPost()) {
            item.set("imagePost", pictures(video));
        }
        if (video.author() != null) {
            putAuthor(item, video.author(), authorAsText);
        }
        item.set("music", music(video.music()));
        item.set("challenges", challenges(video.caption()));
        putStats(item, video.counters());
        item.set("textExtra", textExtra(video.caption()));
        if (video.permissionsKnown()) {
            StableRandom random = StableRandom.of("permissions", video.id());
            item.put("isAd", video.advertisement())
                    .put("duetEnabled", random.percent(80))
                    .put("stitchEnabled", random.percent(80))
                    .put("shareEnabled", random.percent(95));
        }
        return item;
    }

    private ObjectNode file(FakeVideo video) {
        ObjectNode file = object().put("id", video.id());
        if (video.isPhotoPost()) {
            return file.put("height", 0).put("width", 0).put("duration", 0).put("ratio", "");
        }
        return file.put("height", FakeVideo.HEIGHT)
                .put("width", FakeVideo.WIDTH)
                .put("duration", video.durationSeconds())
                .put("ratio", "720p")
                .put("cover", links.signed(IMAGES, video.id(), "cover.jpg"))
                .put("downloadAddr", links.signed(VIDEOS, video.id(), "download.mp4"))
                .put("playAddr", links.signed(VIDEOS, video.id(), "play.mp4"))
                .put("format", "mp4")
                .put("bitrate", 944_000);
    }

    private ObjectNode pictures(FakeVideo video) {
        ObjectNode post = object();
        ArrayNode images = post.putArray("images");
        for (int i = 0; i < video.pictures(); i++) {
            ObjectNode image = images.addObject();
            // TikTok lists each image on two hosts.
            image.putObject("imageURL")
                    .putArray("urlList")
                    .add(links.signed(IMAGES, video.id(), "photo" + i + ".jpeg"))
                    .add(links.signed("p19-sign-va.tiktokcdn.com", video.id(), "photo" + i + ".jpeg"));
            image.put("imageWidth", 1_080).put("imageHeight", 1_440);
        }
        return post;
    }

    private void putAuthor(ObjectNode item, FakeCreator author, boolean asText) {
        if (asText) {
            item.put("author", author.handle()).put("authorId", author.id()).put("nickname", author.name());
            return;
        }
        item.putObject("author")
                .put("id", author.id())
                .put("uniqueId", author.handle())
                .put("nickname", author.name())
                .put("avatarLarger", links.signed(IMAGES, author.id(), "avatar_1080.jpeg"))
                .put("avatarMedium", links.signed(IMAGES, author.id(), "avatar_720.jpeg"))
                .put("avatarThumb", links.signed(IMAGES, author.id(), "avatar_100.jpeg"))
                .put("signature", author.bio())
                .put("secUid", author.secUid())
                .put("verified", author.verified())
                .put("privateAccount", author.privateAccount());
    }

    private ObjectNode music(FakeVideo.Music music) {
        ObjectNode sound = object().put("id", music.id()).put("title", music.title());
        if (music.withdrawn()) {
            return sound;
        }
        sound.put("playUrl", links.signed("sf16-ies-music-va.tiktokcdn.com", music.id(), "sound.mp3"))
                .put("coverLarge", links.signed(IMAGES, music.id(), "sound.jpeg"))
                .put("authorName", music.author())
                .put("original", music.original())
                .put("duration", music.durationSeconds());
        return music.album().isEmpty() ? sound : sound.put("album", music.album());
    }

    private ArrayNode challenges(FakeVideo.Caption caption) {
        ArrayNode challenges = JsonNodeFactory.instance.arrayNode();
        for (FakeVideo.Tag tag : caption.tags()) {
            challenges
                    .addObject()
                    .put("id", tag.id())
                    .put("title", tag.name())
                    .put("desc", tag.description())
                    .put("coverThumb", links.signed(IMAGES, tag.id(), "challenge.jpeg"));
        }
        return challenges;
    }

    private static ArrayNode textExtra(FakeVideo.Caption caption) {
        ArrayNode extras = JsonNodeFactory.instance.arrayNode();
        FakeVideo.Mention mention = caption.mention();
        if (mention != null) {
            extras.addObject()
                    .put("userId", mention.creator().id())
                    .put("userUniqueId", mention.creator().handle())
                    .put("secUid", mention.creator().secUid())
                    .put("start", mention.start())
                    .put("end", mention.end());
        }
        for (FakeVideo.Tag tag : caption.tags()) {
            extras.addObject()
                    .put("hashtagName", tag.name())
                    .put("hashtagId", tag.id())
                    .put("start", tag.start())
                    .put("end", tag.end());
        }
        return extras;
    }

    private static void putStats(ObjectNode item, FakeVideo.Counters counters) {
        item.putObject("stats")
                .put("diggCount", rounded(counters.likes()))
                .put("shareCount", rounded(counters.shares()))
                .put("commentCount", rounded(counters.comments()))
                .put("playCount", rounded(counters.plays()))
                .put("collectCount", rounded(counters.saves()));
        item.putObject("statsV2")
                .put("diggCount", Long.toString(counters.likes()))
                .put("shareCount", Long.toString(counters.shares()))
                .put("commentCount", Long.toString(counters.comments()))
                .put("playCount", Long.toString(counters.plays()))
                .put("collectCount", Long.toString(counters.saves()));
    }

    /** Rounds down to three digits like TikTok's pages from 10,000 on: 18912653 to 18900000. */
    static long rounded(long count) {
        if (count < ROUNDED_ABOVE) {
            return count;
        }
        long unit = 100;
        while (count / unit >= ROUNDED_ABOVE / 10) {
            unit *= 10;
        }
        return count / unit * unit;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
