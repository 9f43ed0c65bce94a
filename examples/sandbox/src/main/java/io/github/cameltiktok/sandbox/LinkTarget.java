package io.github.cameltiktok.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Target of a link, read from the link alone.
 *
 * <p>Shares no code with the connector's parser: a shared parser would accept the connector's own errors. The providers
 * also accept other links, such as ids of up to 25 digits (API Direct) and any web page (Peekalink). A dependency would
 * close a cycle, because the connector's tests depend on the sandbox.
 */
sealed interface LinkTarget {

    /** A post. The handle is unchecked: it may be wrong, empty, or null if the link has none. */
    record Video(String id, @Nullable String handle) implements LinkTarget {}

    /** A post under {@code /photo/}, which the providers do not accept. */
    record Photo(String id) implements LinkTarget {}

    /** A creator. */
    record Profile(String handle) implements LinkTarget {}

    /** A short link; see {@link #resolved()}. */
    record ShortLink(String code) implements LinkTarget {

        private static final long EARLIEST = 1_577_836_800L; // 2020
        private static final long LATEST = 1_735_689_600L; // 2025

        /** Returns a post or a creator; {@link OtherPage} if the code contains "dead". */
        LinkTarget resolved() {
            String lowerCase = code.toLowerCase(Locale.ROOT);
            StableRandom random = StableRandom.of("short", code);
            String handle = Vocabulary.handle(random);
            if (lowerCase.contains("dead")) {
                return new OtherPage();
            }
            if (lowerCase.contains("user")) {
                return new Profile(handle);
            }
            long id = (random.between(EARLIEST, LATEST) << 32) + random.between(0, Integer.MAX_VALUE);
            return new Video(Long.toString(id), handle);
        }
    }

    /** A web page that is neither a post nor a creator. */
    record OtherPage() implements LinkTarget {}

    /** Text that is not an http or https address. */
    record NoLink() implements LinkTarget {}

    String SITE = "(?:(?:(?:www|m|us|t|lite)\\.)?tiktok|(?:(?:www|m)\\.)?tiktokv)\\.com";

    Pattern POST = Pattern.compile(SITE + "/@([^/]*)/(video|photo)/(\\d{1,25})/?");
    Pattern POST_WITHOUT_HANDLE = Pattern.compile(
            SITE + "/(?:(?:(?:i18n/)?share/video|embed(?:/v2)?|player/v1)/(\\d{1,25})|v/(\\d{1,25})(?:\\.html)?)/?");
    Pattern PROFILE = Pattern.compile(SITE + "/@([^/]+)/?");
    /** The hosts t. and lite. also have pages. Page names are lower-case words. */
    Pattern SHORT_LINK = Pattern.compile(
            "(?:" + SITE + "/t|v[mt]\\.tiktok\\.com(?:/t)?|(?:t|lite)\\.tiktok\\.com(?=/[^/]*[A-Z0-9]))/([\\w-]+)/?");

    /** Reads a link. Never throws. */
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
        return ofPage(uri.getHost().toLowerCase(Locale.ROOT) + uri.getPath());
    }

    /** Follows a short link. Returns any other target itself. */
    static LinkTarget resolved(LinkTarget target) {
        return target instanceof ShortLink link ? link.resolved() : target;
    }

    private static LinkTarget ofPage(String hostAndPath) {
        Matcher post = POST.matcher(hostAndPath);
        if (post.matches()) {
            String id = post.group(3);
            return post.group(2).equals("photo") ? new Photo(id) : new Video(id, post.group(1));
        }
        Matcher withoutHandle = POST_WITHOUT_HANDLE.matcher(hostAndPath);
        if (withoutHandle.matches()) {
            return new Video(Objects.requireNonNullElse(withoutHandle.group(1), withoutHandle.group(2)), null);
        }
        Matcher profile = PROFILE.matcher(hostAndPath);
        if (profile.matches() && FakeData.isHandle(profile.group(1))) {
            return new Profile(profile.group(1).toLowerCase(Locale.ROOT));
        }
        Matcher shortLink = SHORT_LINK.matcher(hostAndPath);
        return shortLink.matches() ? new ShortLink(shortLink.group(1)) : new OtherPage();
    }
}
