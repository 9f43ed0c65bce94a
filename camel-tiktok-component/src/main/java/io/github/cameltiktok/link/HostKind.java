package io.github.cameltiktok.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TikTok's hosts, by the links that they carry. */
enum HostKind {
    /** The site itself: videos, photo posts, profiles, and short links under {@code /t/}. */
    SITE,
    /** As the site, and short links right under the root. */
    SITE_WITH_SHORT_LINKS,
    /** Short links and nothing else. */
    SHORT_LINKS_ONLY,
    /** The links in the file that TikTok's data export hands out. */
    DATA_EXPORT;

    private static final Map<String, HostKind> BY_NAME = Map.ofEntries(
            Map.entry("tiktok.com", SITE),
            Map.entry("www.tiktok.com", SITE),
            Map.entry("m.tiktok.com", SITE),
            Map.entry("us.tiktok.com", SITE),
            Map.entry("t.tiktok.com", SITE_WITH_SHORT_LINKS),
            Map.entry("lite.tiktok.com", SITE_WITH_SHORT_LINKS),
            Map.entry("vm.tiktok.com", SHORT_LINKS_ONLY),
            Map.entry("vt.tiktok.com", SHORT_LINKS_ONLY),
            Map.entry("tiktokv.com", DATA_EXPORT),
            Map.entry("www.tiktokv.com", DATA_EXPORT),
            Map.entry("m.tiktokv.com", DATA_EXPORT));

    /** The kind of the host with exactly this lower-case name, or null when it is none of TikTok's. */
    static @Nullable HostKind of(String lowerCaseName) {
        return BY_NAME.get(lowerCaseName);
    }
}
