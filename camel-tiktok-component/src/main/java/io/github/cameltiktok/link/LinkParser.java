package io.github.cameltiktok.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses one text as a link, an id or a handle.
 *
 * <p>A link is checked in this order: characters, scheme, host, path. Host and path then have to match one of the
 * {@link #FORMS}. Each pattern takes linear time on a text of limited length. The checks that each valid link passes are
 * plain searches: as patterns they took 2.2 µs of 2.7 µs per link.
 */
final class LinkParser {

    private static final char MAX_ASCII = 0x7F;

    private static final String TAKEN = "; taken are links to a video, a photo post or a profile, and short links";

    private static final Set<String> SITE =
            Set.of("tiktok.com", "www.tiktok.com", "m.tiktok.com", "us.tiktok.com", "t.tiktok.com", "lite.tiktok.com");

    /** The hosts of the site that also carry short links. */
    private static final Set<String> SITE_WITH_SHORT_LINKS = Set.of("t.tiktok.com", "lite.tiktok.com");

    private static final Set<String> SHORT_LINK_HOSTS = Set.of("vm.tiktok.com", "vt.tiktok.com");
    private static final Set<String> DATA_EXPORT_HOSTS = Set.of("tiktokv.com", "www.tiktokv.com", "m.tiktokv.com");
    private static final Set<String> HOSTS = Stream.of(SITE, SHORT_LINK_HOSTS, DATA_EXPORT_HOSTS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Accepted links as hosts and decoded path, each with or without a slash at its end. */
    private static final List<Form> FORMS = List.of(
            new Form(SITE, "/@([^/]*)/(video|photo)/([^/]+)", LinkParser::post),
            new Form(SITE, "/@([^/]*)", LinkParser::profile),
            new Form(SITE, "/v/([^/]*)\\.html", LinkParser::video),
            new Form(SITE, "/(?:embed|embed/v2|player/v1|v)/([^/]+)", LinkParser::video),
            new Form(SITE, "/(?:i18n/)?share/video/([^/]+)", LinkParser::video),
            new Form(DATA_EXPORT_HOSTS, "/(?:i18n/)?share/video/([^/]+)", LinkParser::video),
            new Form(SITE, "/t/([^/]+)", LinkParser::shortLink),
            new Form(SHORT_LINK_HOSTS, "/(?:t/)?([^/]+)", LinkParser::shortLink),
            // Page names on these hosts are lower-case words, so a code has to hold an upper-case letter or a digit.
            new Form(SITE_WITH_SHORT_LINKS, "/(?!i18n/?$)(?=.*[A-Z0-9])([\\w-]{3,32})", LinkParser::shortLink));

    /** Reasons for hosts that are not TikTok's. The first rule that applies is the most precise one. */
    private static final List<Refusal> HOST_REFUSALS = List.of(
            new Refusal("@", "it holds user information in front of its host"),
            // No top-level domain starts with a digit, but the last part of every IPv4 address does: 127.1, 0x7f000001.
            new Refusal("^\\[|(?:^|\\.)[0-9][^.]*$", "its host is an IP address"),
            new Refusal(":", "it names a port"),
            new Refusal("%", "its host is percent-encoded"),
            new Refusal("[^\\p{ASCII}]", "its host holds letters outside ASCII that only look like TikTok's"),
            new Refusal("\\.$", "its host ends with a dot"));

    private static final List<Refusal> ENCODING_REFUSALS = List.of(
            new Refusal("%(?![0-9A-Fa-f]{2})", "its path holds a % that encodes nothing"),
            new Refusal(
                    "%(?:2[Ff]|5[Cc]|7[Ff]|[01])",
                    "its path hides a slash, a backslash or a control character behind %"),
            new Refusal("%25", "its path is percent-encoded twice"));

    /** Paths on the site that match no form. */
    private static final List<Refusal> PAGE_REFUSALS = List.of(
            new Refusal("^/?$", "it is the home page" + TAKEN),
            new Refusal("^/@[^/]*/(?:video|photo)/?$", "it names no video id" + TAKEN),
            new Refusal("^/@[^/]*/(?:video|photo)/", "its path goes on behind the video id" + TAKEN),
            page("@[^/]*/collection", "a collection page"),
            page("@[^/]*/playlist", "a playlist page"),
            page("(?:@[^/]*/)?live", "a live page"),
            page("tag", "a hashtag page"),
            page("music", "a sound page"),
            page("discover|explore", "a discovery page"),
            page("search", "a search page"),
            page("foryou|following|friends", "a feed"),
            page("sticker|effect", "an effect page"),
            page("place", "a place page"),
            page("login", "a login page"));

    /** Without dots, unlike RFC 3986: a host in front of a port is not a scheme. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*");

    private static final Set<String> HTTP = Set.of("https", "http");

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
        checkCharacters();
        if (text.startsWith("@")) {
            return TikTokLink.ofHandle(text);
        }
        if (Grammar.isDigits(text)) {
            return TikTokLink.ofVideoId(text);
        }
        String address = withoutScheme(upTo('#', upTo('?', text)));
        String authority = upTo('/', address);
        String host = checkedHost(authority);
        String path = decodedPath(address.substring(authority.length()));
        for (Form form : FORMS) {
            if (form.hosts().contains(host)) {
                Matcher matcher = form.path().matcher(path);
                if (matcher.matches()) {
                    return form.link().of(this, host, matcher);
                }
            }
        }
        if (SHORT_LINK_HOSTS.contains(host)) {
            throw refused("its host carries only short links, with one code");
        }
        if (DATA_EXPORT_HOSTS.contains(host)) {
            throw refused("its host carries only links to videos, under /share/video/");
        }
        check(path, PAGE_REFUSALS);
        throw refused("it is a page of another kind" + TAKEN);
    }

    /** Programs disagree about these characters: some drop them or read a backslash as a slash. */
    private void checkCharacters() {
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

    private static String upTo(char end, String text) {
        int length = text.indexOf(end);
        return length < 0 ? text : text.substring(0, length);
    }

    private String withoutScheme(String address) {
        int colon = address.indexOf(':');
        String scheme = address.substring(0, Math.max(0, colon));
        if (HTTP.contains(scheme.toLowerCase(Locale.ROOT))) {
            if (!address.startsWith("//", colon + 1)) {
                throw refused("its scheme is not followed by //");
            }
            return address.substring(colon + "://".length());
        }
        if (SCHEME.matcher(scheme).matches()) {
            throw refused("its scheme is neither http nor https");
        }
        String host = upTo('/', address).toLowerCase(Locale.ROOT);
        if (!host.contains("tiktok.com") && !host.contains("tiktokv.com")) {
            throw refused("it is neither a TikTok link, a video id nor an @handle");
        }
        return address;
    }

    /** Returns the host in lower case. The whole authority has to be one of TikTok's hosts. */
    private String checkedHost(String authority) {
        if (authority.isEmpty()) {
            throw refused("it has no host");
        }
        if (HOSTS.contains(authority)) {
            return authority;
        }
        check(quoted(authority), HOST_REFUSALS);
        String host = authority.toLowerCase(Locale.ROOT);
        if (!HOSTS.contains(host)) {
            throw refused(
                    host.contains("tiktok")
                            ? "its host only looks like one of TikTok's"
                            : "its host is none of TikTok's");
        }
        return host;
    }

    private String quoted(String authority) {
        try {
            return new URI("https", authority, null, null, null).getRawAuthority();
        } catch (URISyntaxException e) {
            throw refused("it is no well-formed address");
        }
    }

    private String decodedPath(String path) {
        String decoded = path;
        if (path.indexOf('%') >= 0) {
            check(path, ENCODING_REFUSALS);
            // Bytes outside ASCII become U+FFFD, which no rule accepts. A bare plus sign would become a blank.
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.US_ASCII);
        }
        if (decoded.contains("//")) {
            throw refused("its path holds an empty segment (//)");
        }
        if (Grammar.holds(withoutHandle(decoded), c -> c > MAX_ASCII)) {
            throw refused("its path holds characters outside ASCII");
        }
        return decoded;
    }

    /** TikTok ignores the handle in the link of a post, so a leading handle may hold any character. */
    private static String withoutHandle(String path) {
        int end = path.startsWith("/@") ? path.indexOf('/', 1) : 0;
        return end < 0 ? "" : path.substring(end);
    }

    private TikTokLink post(String host, MatchResult form) {
        String id = checkedId(form.group(3));
        // Some links have a user id, a placeholder or nothing in place of the handle.
        boolean hasHandle = Grammar.isHandle(form.group(1)) && !Grammar.isDigits(form.group(1));
        String handle = hasHandle ? form.group(1) : null;
        return form.group(2).equals("photo") ? TikTokLink.photo(id, handle) : TikTokLink.video(id, handle);
    }

    private TikTokLink profile(String host, MatchResult form) {
        if (!Grammar.isHandle(form.group(1))) {
            throw new InvalidLinkException("handle in the profile link", Grammar.HANDLE_RULE, form.group(1));
        }
        return TikTokLink.user(form.group(1));
    }

    private TikTokLink video(String host, MatchResult form) {
        return TikTokLink.video(checkedId(form.group(1)), null);
    }

    private TikTokLink shortLink(String host, MatchResult form) {
        if (!Grammar.isShortCode(form.group(1))) {
            throw new InvalidLinkException("short link", Grammar.SHORT_CODE_RULE, text);
        }
        return TikTokLink.shortLink(host + form.group());
    }

    private static String checkedId(String id) {
        if (!Grammar.isVideoId(id)) {
            throw new InvalidLinkException("video id in the link", Grammar.VIDEO_ID_RULE, id);
        }
        return id;
    }

    private void check(String part, List<Refusal> refusals) {
        for (Refusal refusal : refusals) {
            if (refusal.fault().test(part)) {
                throw refused(refusal.rule());
            }
        }
    }

    private InvalidLinkException refused(String rule) {
        return new InvalidLinkException("link", rule, text);
    }

    private static Refusal page(String path, String kind) {
        return new Refusal("^/(?:" + path + ")(?:/|$)", "it is " + kind + TAKEN);
    }

    /** Creates a link from a host and the groups of a path. */
    private interface LinkFactory {

        TikTokLink of(LinkParser parser, String host, MatchResult path);
    }

    /** An accepted form of links. */
    private record Form(Set<String> hosts, Pattern path, LinkFactory link) {

        Form(Set<String> hosts, String path, LinkFactory link) {
            this(hosts, Pattern.compile(path + "/?"), link);
        }
    }

    /** A pattern, found anywhere in a part of a link, and the reason for which the link is refused. */
    private record Refusal(Predicate<String> fault, String rule) {

        Refusal(String pattern, String rule) {
            this(Pattern.compile(pattern).asPredicate(), rule);
        }
    }
}
