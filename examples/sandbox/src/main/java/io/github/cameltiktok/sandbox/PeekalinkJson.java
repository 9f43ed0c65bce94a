package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes Peekalink's JSON: link previews with images on its own network and without TikTok ids. */
final class PeekalinkJson {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final int COVER_WIDTH = 676;
    private static final int COVER_HEIGHT = 1_280;
    private static final int AVATAR = 720;
    private static final SortedMap<String, Integer> RENDITION_HEIGHTS =
            new TreeMap<>(Map.of("thumbnail", 240, "medium", 480, "large", 960, "original", Integer.MAX_VALUE));

    private final Clock clock;

    PeekalinkJson(Clock clock) {
        this.clock = clock;
    }

    ObjectNode video(String link, boolean redirected, FakeVideo video) {
        ObjectNode preview = preview(link, "TIKTOK_VIDEO", redirected, video.url());
        if (video.ageGated()) {
            preview.put("title", "TikTok - Make Your Day");
            preview.putObject("tiktokVideo").put("id", rowNumber(video.id())).putArray("media");
            return requestId(preview, link);
        }
        FakeCreator author = video.author();
        preview.put("title", author == null ? "TikTok" : author.name() + " (@" + author.handle() + ")")
                .put("description", video.caption().text());
        preview.set("image", renditions(video.id() + "/0", COVER_WIDTH, COVER_HEIGHT));
        FakeVideo.Counters counters = video.counters();
        ObjectNode json = preview.putObject("tiktokVideo")
                .put("id", rowNumber(video.id()))
                .put("publishedAt", ISO.format(video.publishedAt()))
                .put("likesCount", counters.likes())
                .put("commentsCount", counters.comments())
                .put("playsCount", counters.plays())
                .put("sharesCount", counters.shares())
                .put("text", video.caption().text());
        if (author != null) {
            json.set("user", account(author));
        }
        ArrayNode media = json.putArray("media");
        for (int i = 0; i < Math.max(1, video.pictures()); i++) {
            ObjectNode picture = media.addObject()
                    .put("width", COVER_WIDTH)
                    .put("height", COVER_HEIGHT)
                    .put("size", 80_000 + 1_000 * i)
                    .put("format", "jpeg")
                    .put("hasAlphaChannel", false);
            picture.setAll(renditions(video.id() + "/" + i, COVER_WIDTH, COVER_HEIGHT));
        }
        return requestId(preview, link);
    }

    ObjectNode user(String link, boolean redirected, FakeCreator creator) {
        ObjectNode preview = preview(link, "TIKTOK_USER", redirected, creator.url())
                .put("title", creator.name() + " (@" + creator.handle() + ")")
                .put("description", creator.bio());
        preview.set("image", renditions(creator.id(), AVATAR, AVATAR));
        ObjectNode json = account(creator);
        if (!creator.bioLink().isEmpty()) {
            // Documented as the profile's link, but the sample has the link in the bio.
            json.put("url", "https://" + creator.bioLink());
        }
        json.put("followersCount", creator.followers())
                .put("followingCount", creator.following())
                .put("likesCount", creator.likes());
        preview.set("tiktokUser", json);
        return requestId(preview, link);
    }

    ObjectNode page(String link) {
        ObjectNode preview = preview(link, "PAGE", false, link)
                .put("title", "A page")
                .put("description", "A page that is neither a video nor a profile.");
        preview.putObject("page");
        return requestId(preview, link);
    }

    private ObjectNode preview(String link, String type, boolean redirected, String finalUrl) {
        ObjectNode preview = JsonNodeFactory.instance
                .objectNode()
                .put("id", rowNumber(link))
                .put("ok", true)
                .put("url", link)
                .put("domain", domain(link))
                .put("type", type)
                .put("status", 200)
                .put("updatedAt", ISO.format(Instant.now(clock)))
                .put("size", StableRandom.of("size", link).between(100_000, 900_000))
                .put("redirected", redirected);
        if (redirected) {
            preview.put("redirectionUrl", finalUrl).put("redirectionCount", 1);
            preview.putArray("redirectionTrail").add(finalUrl);
        }
        preview.putObject("icon")
                .put("url", "https://cdn.peekalink.io/ll2rf6emflby15bim0x0n1we/1284/favicon.png")
                .put("width", 152)
                .put("height", 152)
                .put("backgroundColor", "#FFFFFF");
        return preview;
    }

    private static ObjectNode account(FakeCreator creator) {
        ObjectNode account = JsonNodeFactory.instance
                .objectNode()
                .put("id", rowNumber(creator.handle()))
                .put("username", creator.handle())
                .put("verified", creator.verified())
                .put("name", creator.name())
                .put("bio", creator.bio())
                .put("visibility", creator.privateAccount() ? "PRIVATE" : "PUBLIC");
        account.set("avatar", renditions(creator.id(), AVATAR, AVATAR));
        return account;
    }

    /** Returns renditions no larger than the original, as in the samples. */
    private static ObjectNode renditions(String owner, int width, int height) {
        ObjectNode renditions = JsonNodeFactory.instance.objectNode();
        RENDITION_HEIGHTS.forEach((variant, highest) -> {
            int scaled = Math.min(highest, height);
            renditions
                    .putObject(variant)
                    .put("width", width * scaled / height)
                    .put("height", scaled)
                    .put("url", MediaLinks.rehosted(owner, variant));
        });
        return renditions;
    }

    private static ObjectNode requestId(ObjectNode preview, String link) {
        return preview.put(
                "requestId",
                "cm4r" + StableRandom.of("request", link).alphanumeric(21).toLowerCase(Locale.ROOT));
    }

    private static String domain(String link) {
        String host = URI.create(link.strip()).getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("www.") ? host.substring("www.".length()) : host;
    }

    /** Returns the number of Peekalink's record, which is not a TikTok id. */
    private static long rowNumber(String subject) {
        return StableRandom.of("row", subject).between(1L, 99_999L);
    }
}
