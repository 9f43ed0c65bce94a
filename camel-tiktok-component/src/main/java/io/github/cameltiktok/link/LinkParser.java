package io.github.cameltiktok.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one text as a link, an id or a handle.
 *
 * <p>Every step looks at the text once and the text has a limited length, so the time is linear in it.
 */
final class LinkParser {

    private static final String TAKEN = "; taken are links to a video, a photo post or a profile, and short links";

    /** No dots, other than in RFC 3986, so that a host in front of a port is not mistaken for a scheme. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+-]*):");

    /** What stands in front of the id, except behind a handle. */
    private static final Set<String> VIDEO_PATHS =
            Set.of("share/video", "i18n/share/video", "embed", "embed/v2", "player/v1", "v");

    private static final Set<String> DATA_EXPORT_PATHS = Set.of("share/video", "i18n/share/video");

    /** Pages that people paste by mistake, by the first segment of their path. */
    private static final Map<String, String> OTHER_PAGES = Map.ofEntries(
            Map.entry("tag", "a hashtag page"),
            Map.entry("music", "a sound page"),
            Map.entry("discover", "a discovery page"),
            Map.entry("explore", "a discovery page"),
            Map.entry("search", "a search page"),
            Map.entry("live", "a live page"),
            Map.entry("foryou", "a feed"),
            Map.entry("following", "a feed"),
            Map.entry("friends", "a feed"),
            Map.entry("sticker", "an effect page"),
            Map.entry("effect", "an effect page"),
            Map.entry("place", "a place page"),
            Map.entry("login", "a login page"));

    /** Pages of a creator that are no profile, by the segment behind the handle. */
    private static final Map<String, String> OTHER_PROFILE_PAGES = Map.of(
            "live", "a live page",
            "collection", "a collection page",
            "playlist", "a playlist page");

    private final String text;

    private LinkParser(String text) {
        this.text = text;
    }

    static TikTokLink parse(String text) {
        if (text.length() > Grammar.MAX_TEXT_LENGTH) {
            throw new InvalidLinkException("link", Grammar.TEXT_LENGTH_RULE, text);
        }
        return new LinkParser(PastedText.linkIn(text)).parse();
    }

    private TikTokLink parse() {
        refuseHostileCharacters();
        if (text.startsWith("@")) {
            return TikTokLink.ofHandle(text);
        }
        if (Grammar.isDigits(text)) {
            return TikTokLink.ofVideoId(text);
        }
        String address = withoutScheme(withoutTail(text));
        int pathStart = endOfAuthority(address);
        String path = address.substring(pathStart);
        String host = checkedHost(address.substring(0, pathStart), path);
        return switch (kindOf(host)) {
            case SITE -> onSite(host, LinkPath.of(path, text), false);
            case SITE_WITH_SHORT_LINKS -> onSite(host, LinkPath.of(path, text), true);
            case SHORT_LINKS_ONLY -> onShortLinkHost(host, LinkPath.of(path, text));
            case DATA_EXPORT -> onDataExportHost(LinkPath.of(path, text));
        };
    }

    /** Programs disagree about these characters: what one drops or turns into a slash, another takes as it is. */
    private void refuseHostileCharacters() {
        if (text.isEmpty()) {
            throw refused("it is empty");
        }
        if (Grammar.holds(text, Grammar::isWhitespace)) {
            throw refused("it holds whitespace");
        }
        if (Grammar.holds(text, Character::isISOControl)) {
            throw refused("it holds a control character");
        }
        if (text.indexOf('\\') >= 0) {
            throw refused("it holds a backslash");
        }
    }

    /** Before the parse, because pasted tails hold characters that no address may hold. */
    private static String withoutTail(String address) {
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == '?' || address.charAt(i) == '#') {
                return address.substring(0, i);
            }
        }
        return address;
    }

    private String withoutScheme(String address) {
        if (address.startsWith("https://")) {
            return address.substring("https://".length());
        }
        Matcher scheme = SCHEME.matcher(address);
        if (!scheme.lookingAt()) {
            if (!startsLikeTikTokHost(address)) {
                throw refused("it is neither a TikTok link, a video id nor an @handle");
            }
            return address;
        }
        String name = scheme.group(1);
        if (!name.equalsIgnoreCase("https") && !name.equalsIgnoreCase("http")) {
            throw refused("its scheme is neither http nor https");
        }
        if (!address.startsWith("//", scheme.end())) {
            throw refused("its scheme is not followed by //");
        }
        return address.substring(scheme.end() + 2);
    }

    private static int endOfAuthority(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address.length() : slash;
    }

    /** Also true for look-alikes, which then get a reason of their own. */
    private static boolean startsLikeTikTokHost(String address) {
        String start = address.substring(0, endOfAuthority(address)).toLowerCase(Locale.ROOT);
        return start.contains("tiktok.com") || start.contains("tiktokv.com");
    }

    /**
     * The whole authority has to be the name of a host, which is what keeps other hosts out. What is checked here before
     * that is known only gives the refusal its reason.
     */
    private String checkedHost(String authority, String path) {
        if (authority.isEmpty()) {
            throw refused("it has no host");
        }
        if (HostKind.of(authority) != null) {
            // As nearly every link has it, spelt out: there is nothing to be mistaken about.
            return authority;
        }
        String parsed = parsedAuthority(authority, path);
        if (parsed.indexOf('@') >= 0) {
            throw refused("it holds user information in front of its host");
        }
        if (parsed.startsWith("[") || endsWithNumber(parsed)) {
            throw refused("its host is an IP address");
        }
        if (parsed.indexOf(':') >= 0) {
            throw refused("it names a port");
        }
        if (parsed.indexOf('%') >= 0) {
            throw refused("its host is percent-encoded");
        }
        if (!Grammar.isAscii(parsed)) {
            throw refused("its host holds letters outside ASCII that only look like TikTok's");
        }
        if (parsed.endsWith(".")) {
            throw refused("its host ends with a dot");
        }
        return parsed.toLowerCase(Locale.ROOT);
    }

    private String parsedAuthority(String authority, String path) {
        try {
            // From its parts and not from the text: so an odd handle ("{name}") is quoted, not refused.
            return new URI("https", authority, path, null, null).getRawAuthority();
        } catch (URISyntaxException e) {
            throw refused("it is no well-formed address");
        }
    }

    /** No top-level domain starts with a digit, but every IPv4 address has such an end: 127.1, 0x7f000001, 2130706433. */
    private static boolean endsWithNumber(String host) {
        int start = host.lastIndexOf('.') + 1;
        return start < host.length() && host.charAt(start) >= '0' && host.charAt(start) <= '9';
    }

    private HostKind kindOf(String host) {
        HostKind kind = HostKind.of(host);
        if (kind != null) {
            return kind;
        }
        throw refused(
                host.contains("tiktok") ? "its host only looks like one of TikTok's" : "its host is none of TikTok's");
    }

    private TikTokLink onSite(String host, LinkPath path, boolean withShortLinks) {
        List<String> segments = path.segments();
        if (segments.isEmpty()) {
            throw refused("it is the home page" + TAKEN);
        }
        String first = segments.get(0);
        if (first.startsWith("@")) {
            return behindHandle(first.substring(1), segments.subList(1, segments.size()));
        }
        if (first.equals("t") && segments.size() == 2) {
            return shortLink(host, path);
        }
        if (VIDEO_PATHS.contains(parentOf(segments))) {
            String last = lastOf(segments);
            boolean mobile = first.equals("v") && last.endsWith(".html");
            return TikTokLink.video(
                    checkedId(mobile ? last.substring(0, last.length() - ".html".length()) : last), null);
        }
        if (withShortLinks && segments.size() == 1 && isCodeAndNoWord(first)) {
            return shortLink(host, path);
        }
        throw refused("it is " + OTHER_PAGES.getOrDefault(first, "a page of another kind") + TAKEN);
    }

    private TikTokLink behindHandle(String handle, List<String> rest) {
        if (rest.isEmpty()) {
            if (!Grammar.isHandle(handle)) {
                throw new InvalidLinkException("handle in the profile link", Grammar.HANDLE_RULE, handle);
            }
            return TikTokLink.user(handle);
        }
        String page = rest.get(0);
        if (!page.equals("video") && !page.equals("photo")) {
            throw refused("it is " + OTHER_PROFILE_PAGES.getOrDefault(page, "a page of another kind") + TAKEN);
        }
        if (rest.size() == 1) {
            throw refused("it names no video id" + TAKEN);
        }
        if (rest.size() > 2) {
            throw refused("its path goes on behind the video id" + TAKEN);
        }
        String id = checkedId(rest.get(1));
        // Numbers stand there for a user id. The rest of what may stand there is too short, too long or no handle.
        String name = Grammar.isHandle(handle) && !Grammar.isDigits(handle) ? handle : null;
        return page.equals("photo") ? TikTokLink.photo(id, name) : TikTokLink.video(id, name);
    }

    private TikTokLink onShortLinkHost(String host, LinkPath path) {
        List<String> segments = path.segments();
        if (segments.size() == 1 || (segments.size() == 2 && segments.get(0).equals("t"))) {
            return shortLink(host, path);
        }
        throw refused("its host carries only short links, with one code");
    }

    private TikTokLink onDataExportHost(LinkPath path) {
        List<String> segments = path.segments();
        if (DATA_EXPORT_PATHS.contains(parentOf(segments))) {
            return TikTokLink.video(checkedId(lastOf(segments)), null);
        }
        throw refused("its host carries only links to videos, under /share/video/");
    }

    private TikTokLink shortLink(String host, LinkPath path) {
        String code = lastOf(path.segments());
        if (!Grammar.isShortCode(code)) {
            throw new InvalidLinkException("short link", Grammar.SHORT_CODE_RULE, text);
        }
        return TikTokLink.shortLink(host, "/" + String.join("/", path.segments()) + (path.endsWithSlash() ? "/" : ""));
    }

    /** Beside pages with names in lower case, only an upper-case letter or a digit tells a code. */
    private static boolean isCodeAndNoWord(String segment) {
        return Grammar.isShortCode(segment)
                && !segment.equals("i18n")
                && segment.chars().anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
    }

    private static String checkedId(String segment) {
        if (!Grammar.isVideoId(segment)) {
            throw new InvalidLinkException("video id in the link", Grammar.VIDEO_ID_RULE, segment);
        }
        return segment;
    }

    private static String parentOf(List<String> segments) {
        return segments.isEmpty() ? "" : String.join("/", segments.subList(0, segments.size() - 1));
    }

    private static String lastOf(List<String> segments) {
        return segments.get(segments.size() - 1);
    }

    private InvalidLinkException refused(String rule) {
        return new InvalidLinkException("link", rule, text);
    }
}
