package io.github.cameltiktok.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Records with all fields, and with none. */
final class Records {

    private static final Instant EXPIRY = Instant.parse("2025-06-18T17:00:00Z");
    private static final Instant RETRIEVED_AT = Instant.parse("2026-11-22T10:15:30Z");
    private static final Source SOURCE = new Source("apidirect", null, RETRIEVED_AT, List.of());

    private Records() {}

    static TikTokVideo fullVideo() {
        return new TikTokVideo(
                "7516594811734854943",
                "https://www.tiktok.com/@a/video/7516594811734854943",
                TikTokVideo.Kind.VIDEO,
                "one\n🌈 \"two\"",
                Instant.parse("2025-06-16T17:07:10Z"),
                "US",
                new BigDecimal("66.10"),
                false,
                new Author(
                        "1",
                        "a",
                        "A",
                        "b",
                        true,
                        Visibility.PUBLIC,
                        "https://www.tiktok.com/@a",
                        List.of(new Image(
                                Image.Variant.THUMBNAIL, "https://example.com/a", 1, 2, EXPIRY.plusMillis(123)))),
                new VideoStats(Long.MAX_VALUE, 0L, 1L, 2L, 3L, 4L),
                new Music(
                        "2",
                        "t",
                        "m",
                        "al",
                        "https://example.com/m",
                        EXPIRY,
                        "https://example.com/c",
                        true,
                        new BigDecimal("60")),
                List.of(new Hashtag("3", "h", "d", "https://example.com/h", 0, 2)),
                List.of(new Mention("4", "x", 3, 5)),
                List.of(new Image(Image.Variant.DYNAMIC, "https://example.com/d", null, null, null)),
                List.of(new Media(
                        Media.Type.VIDEO,
                        Media.Variant.WATERMARKED,
                        "https://example.com/v",
                        EXPIRY,
                        576,
                        1024,
                        7L,
                        "mp4",
                        8L)),
                new Permissions(true, false, true),
                new Source("apidirect", "r", RETRIEVED_AT, List.of("author.url")));
    }

    static TikTokVideo emptyVideo() {
        return videoOf(null, null);
    }

    static TikTokVideo videoOf(String caption, BigDecimal seconds) {
        return video(caption, null, seconds);
    }

    static TikTokVideo videoAt(Instant publishedAt) {
        return video(null, publishedAt, null);
    }

    private static TikTokVideo video(String caption, Instant publishedAt, BigDecimal seconds) {
        return new TikTokVideo(
                null,
                null,
                null,
                caption,
                publishedAt,
                null,
                seconds,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                SOURCE);
    }

    static TikTokUser fullUser() {
        return new TikTokUser(
                "1",
                "s",
                "a",
                "A",
                "b",
                "https://example.com",
                "https://www.tiktok.com/@a",
                false,
                Visibility.PRIVATE,
                Instant.parse("2015-02-26T22:12:41Z"),
                new UserStats(1L, 2L, 3L, 4L, 5L),
                List.of(new Image(Image.Variant.MEDIUM, "https://example.com/a", null, null, null)),
                new LinkedAccounts("i", "6", "y"),
                SOURCE);
    }

    static TikTokUser emptyUser() {
        return new TikTokUser(
                null, null, null, null, null, null, null, null, null, null, null, List.of(), null, SOURCE);
    }
}
