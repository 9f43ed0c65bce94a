package io.github.cameltiktok.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a link asked for leads to, as far as the link itself tells. */
sealed interface LinkTarget {

    /** A post. The handle is what stands in the link: empty, wrong or null is possible. */
    record Video(String id, @Nullable String handle) implements LinkTarget {}

    /** A post under its {@code /photo/} address, which the providers do not know. */
    record Photo(String id) implements LinkTarget {}

    /** An account. */
    record Profile(String handle) implements LinkTarget {}

    /** A short link; see {@link #resolved()}. */
    record ShortLink(String code) implements LinkTarget {

        private static final long EARLIEST = 1_577_836_800L; // 2020
        private static final long LATEST = 1_735_689_600L; // 2025

        /** A post or an account; {@link Elsewhere} when the short link is dead. */
        LinkTarget resolved() {
            String lowerCase = code.toLowerCase(Locale.ROOT);
            StableRandom random = StableRandom.of("short", code);
            String handle = Vocabulary.handle(random);
            if (lowerCase.contains("dead")) {
                return new Elsewhere();
            }
            if (lowerCase.contains("user")) {
                return new Profile(handle);
            }
            long id = (random.between(EARLIEST, LATEST) << 32) + random.between(0, Integer.MAX_VALUE);
            return new Video(Long.toString(id), handle);
        }
    }

    /** A web page that is neither a post nor an account. */
    record Elsewhere() implements LinkTarget {}

    /** Not the address of a web page. */
    record NoLink() implements LinkTarget {}

    Set<String> TIKTOK_HOSTS =
            Set.of("tiktok.com", "www.tiktok.com", "m.tiktok.com", "t.tiktok.com", "lite.tiktok.com", "us.tiktok.com");
    Set<String> SHORT_HOSTS = Set.of("vm.tiktok.com", "vt.tiktok.com");
    Set<String> HOSTS_WITH_SHORT_LINKS = Set.of("t.tiktok.com", "lite.tiktok.com");
    Set<String> EXPORT_HOSTS = Set.of("tiktokv.com", "www.tiktokv.com", "m.tiktokv.com");

    Pattern POST = Pattern.compile("/@([^/]*)/(video|photo)/(\\d{1,25})/?");
    Pattern BARE_POST = Pattern.compile(
            "/(?:(?:i18n/)?share/video|embed(?:/v2)?|player/v1)/(\\d{1,25})/?|/v/(\\d{1,25})(?:\\.html)?/?");
    Pattern PROFILE = Pattern.compile("/@([^/]+)/?");
    Pattern CODE_BELOW_T = Pattern.compile("/t/([A-Za-z0-9_-]+)/?");
    Pattern CODE = Pattern.compile("/(?:t/)?([A-Za-z0-9_-]+)/?");
    /** These hosts have pages as well, whose names are lower-case words. */
    Pattern CODE_BESIDE_PAGES = Pattern.compile("/(?:t/|(?=[^/]*[A-Z0-9]))([A-Za-z0-9_-]+)/?");

    /** Reads a link; never fails. */
    static LinkTarget of(String link) {
        URI uri;
        try {
            uri = new URI(link.strip());
        } catch (URISyntaxException e) {
            return new NoLink();
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))) {
            return new NoLink();
        }
        return onTikTok(uri.getHost().toLowerCase(Locale.ROOT), uri.getPath());
    }

    /** The same with a short link followed. */
    static LinkTarget resolved(LinkTarget target) {
        return target instanceof ShortLink link ? link.resolved() : target;
    }

    private static LinkTarget onTikTok(String host, String path) {
        if (SHORT_HOSTS.contains(host)) {
            Matcher code = CODE.matcher(path);
            return code.matches() ? new ShortLink(code.group(1)) : new Elsewhere();
        }
        if (!TIKTOK_HOSTS.contains(host) && !EXPORT_HOSTS.contains(host)) {
            return new Elsewhere();
        }
        Matcher post = POST.matcher(path);
        if (post.matches()) {
            String id = post.group(3);
            return post.group(2).equals("photo") ? new Photo(id) : new Video(id, post.group(1));
        }
        Matcher barePost = BARE_POST.matcher(path);
        if (barePost.matches()) {
            return new Video(barePost.group(1) != null ? barePost.group(1) : barePost.group(2), null);
        }
        Matcher profile = PROFILE.matcher(path);
        if (profile.matches() && FakeData.isHandle(profile.group(1))) {
            return new Profile(profile.group(1).toLowerCase(Locale.ROOT));
        }
        Matcher code = (HOSTS_WITH_SHORT_LINKS.contains(host) ? CODE_BESIDE_PAGES : CODE_BELOW_T).matcher(path);
        return code.matches() ? new ShortLink(code.group(1)) : new Elsewhere();
    }
}
