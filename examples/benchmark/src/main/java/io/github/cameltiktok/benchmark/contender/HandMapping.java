package io.github.cameltiktok.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Hashtag;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Media;
import io.github.cameltiktok.model.Mention;
import io.github.cameltiktok.model.Music;
import io.github.cameltiktok.model.Permissions;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.VideoStats;
import io.github.cameltiktok.model.Visibility;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Maps a Dumpling AI video to the connector's record by hand. It relies on documented types and supports neither photo
 * posts nor the older format.
 */
final class HandMapping implements Processor {

    private static final String SITE = "https://www.tiktok.com/@";
    private static final Pattern EXPIRES = Pattern.compile("[?&]x-expires=(\\d+)");

    @Override
    public void process(Exchange exchange) {
        JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
        exchange.getMessage().setBody(video(answer, Instant.now()));
    }

    static TikTokVideo video(JsonNode item, Instant retrievedAt) {
        JsonNode author = item.path("author");
        JsonNode file = item.path("video");
        String id = text(item, "id");
        String handle = text(author, "uniqueId");
        return new TikTokVideo(
                id,
                SITE + handle + "/video/" + id,
                TikTokVideo.Kind.VIDEO,
                text(item, "desc"),
                item.has("createTime")
                        ? Instant.ofEpochSecond(item.get("createTime").longValue())
                        : null,
                null,
                seconds(file, "duration"),
                flag(item, "isAd"),
                author(author, handle),
                stats(item.path("stats"), item.path("statsV2")),
                music(item.path("music")),
                hashtags(item),
                mentions(item),
                images(file, List.of("cover", "originCover", "dynamicCover"), HandMapping::coverVariant),
                media(file),
                new Permissions(flag(item, "duetEnabled"), flag(item, "stitchEnabled"), flag(item, "shareEnabled")),
                new Source("dumplingai", null, retrievedAt, List.of("author.url", "url")));
    }

    private static Author author(JsonNode author, @Nullable String handle) {
        Boolean isPrivate = flag(author, "privateAccount");
        return new Author(
                text(author, "id"),
                handle,
                text(author, "nickname"),
                text(author, "signature"),
                flag(author, "verified"),
                isPrivate == null ? null : isPrivate ? Visibility.PRIVATE : Visibility.PUBLIC,
                handle == null ? null : SITE + handle,
                images(author, List.of("avatarThumb", "avatarMedium", "avatarLarger"), HandMapping::avatarVariant));
    }

    private static VideoStats stats(JsonNode rounded, JsonNode exact) {
        return new VideoStats(
                count(rounded, exact, "playCount"),
                count(rounded, exact, "diggCount"),
                count(rounded, exact, "commentCount"),
                count(rounded, exact, "shareCount"),
                count(rounded, exact, "collectCount"),
                null);
    }

    private static Music music(JsonNode music) {
        String url = text(music, "playUrl");
        return new Music(
                text(music, "id"),
                text(music, "title"),
                text(music, "authorName"),
                text(music, "album"),
                url,
                expiresAt(url),
                text(music, "coverLarge"),
                flag(music, "original"),
                seconds(music, "duration"));
    }

    private static List<Hashtag> hashtags(JsonNode item) {
        Map<String, JsonNode> places = new LinkedHashMap<>();
        for (JsonNode extra : item.path("textExtra")) {
            if (extra.has("hashtagName")) {
                places.putIfAbsent(extra.get("hashtagName").textValue(), extra);
            }
        }
        List<Hashtag> hashtags = new ArrayList<>();
        for (JsonNode challenge : item.path("challenges")) {
            String name = text(challenge, "title");
            if (name != null) {
                JsonNode place = places.get(name);
                hashtags.add(new Hashtag(
                        text(challenge, "id"),
                        name,
                        text(challenge, "desc"),
                        text(challenge, "coverThumb"),
                        place == null ? null : place.path("start").intValue(),
                        place == null ? null : place.path("end").intValue()));
            }
        }
        return hashtags;
    }

    private static List<Mention> mentions(JsonNode item) {
        List<Mention> mentions = new ArrayList<>();
        for (JsonNode extra : item.path("textExtra")) {
            if (extra.has("userUniqueId")) {
                mentions.add(new Mention(
                        text(extra, "userId"),
                        text(extra, "userUniqueId"),
                        extra.path("start").intValue(),
                        extra.path("end").intValue()));
            }
        }
        return mentions;
    }

    private static List<Media> media(JsonNode file) {
        List<Media> media = new ArrayList<>();
        add(media, file, "playAddr", Media.Variant.STANDARD);
        add(media, file, "downloadAddr", Media.Variant.DOWNLOAD);
        return media;
    }

    private static void add(List<Media> media, JsonNode file, String field, Media.Variant variant) {
        String url = text(file, field);
        if (url != null) {
            media.add(new Media(
                    Media.Type.VIDEO,
                    variant,
                    url,
                    expiresAt(url),
                    file.path("width").intValue(),
                    file.path("height").intValue(),
                    null,
                    text(file, "format"),
                    variant == Media.Variant.STANDARD ? file.path("bitrate").longValue() : null));
        }
    }

    private interface Variants {

        Image.Variant of(String field);
    }

    private static List<Image> images(JsonNode parent, List<String> fields, Variants variants) {
        List<Image> images = new ArrayList<>();
        for (String field : fields) {
            String url = text(parent, field);
            if (url != null) {
                images.add(new Image(variants.of(field), url, null, null, expiresAt(url)));
            }
        }
        return images;
    }

    private static Image.Variant coverVariant(String field) {
        return switch (field) {
            case "originCover" -> Image.Variant.ORIGINAL;
            case "dynamicCover" -> Image.Variant.DYNAMIC;
            default -> Image.Variant.MEDIUM;
        };
    }

    private static Image.Variant avatarVariant(String field) {
        return switch (field) {
            case "avatarThumb" -> Image.Variant.THUMBNAIL;
            case "avatarLarger" -> Image.Variant.LARGE;
            default -> Image.Variant.MEDIUM;
        };
    }

    private static @Nullable Instant expiresAt(@Nullable String url) {
        if (url == null) {
            return null;
        }
        Matcher matcher = EXPIRES.matcher(url);
        return matcher.find() ? Instant.ofEpochSecond(Long.parseLong(matcher.group(1))) : null;
    }

    private static @Nullable Long count(JsonNode rounded, JsonNode exact, String field) {
        if (exact.has(field)) {
            return Long.valueOf(exact.get(field).textValue());
        }
        return rounded.has(field) ? rounded.get(field).longValue() : null;
    }

    private static @Nullable BigDecimal seconds(JsonNode parent, String field) {
        return parent.has(field) ? parent.get(field).decimalValue() : null;
    }

    private static @Nullable String text(JsonNode parent, String field) {
        JsonNode value = parent.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static @Nullable Boolean flag(JsonNode parent, String field) {
        JsonNode value = parent.get(field);
        return value == null || value.isNull() ? null : value.booleanValue();
    }
}
